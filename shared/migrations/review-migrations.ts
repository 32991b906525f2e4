import { isJsonObject, type JsonObject, type Migration } from './migrate';

/** A review by itself, as packages carry it; it has no version of its own. Version 2 of its document signs seals. */
export function withUnsignedSeal(review: JsonObject): JsonObject {
  return isJsonObject(review.seal) ? { ...review, seal: { ...review.seal, signature: null } } : review;
}

/** `reviews/<review-id>.json`. */
export const REVIEW_DOCUMENT_MIGRATIONS: readonly Migration[] = [
  // 2: seals are signed, quotes can be taken out of a sealed review when its client withdraws, and a review can be the
  // reference of a calibration.
  (document) => ({
    ...document,
    ...(isJsonObject(document.review) && { review: withUnsignedSeal(document.review) }),
    redaction: null,
    isReference: false,
  }),
];
