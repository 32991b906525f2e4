import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import {
  type Framework,
  type FrameworkReference,
  frameworkFileName,
  frameworkSchema,
} from '#shared/model/framework';
import { momentSchema } from '#shared/model/moment';
import { PACKAGE_FORMAT_VERSION, packagedSessionSchema } from '#shared/model/package';
import type { Person } from '#shared/model/profile';
import { type SubmittedReview, submittedReviewSchema } from '#shared/model/review';
import type { SessionDocument } from '#shared/model/session';
import { makePrivateKeys, type PrivateKeys } from '../../electron/backend/identity/private-keys';
import { sealReview } from '../../electron/backend/identity/seal';
import { signValue } from '../../electron/backend/identity/signing';
import type { Said } from '../screens/program-api';
import { buildZip } from '../unit/backend/exchange/raw-zip';
import { projectFolder } from './ensure-built';

/** A person who reviewed a session in a library of her own. */
export type OtherReviewer = { person: Person; keys: PrivateKeys; said: Said; independent?: boolean };

/** Someone with keys of her own. */
export async function someone(name: string, credential: string, said: Said): Promise<OtherReviewer> {
  return {
    person: { profileId: newId(), name, role: 'peer', credential },
    keys: await makePrivateKeys(),
    said,
  };
}

/** Her review of a session, sealed. */
export function sealedReview(
  { person, keys, said, independent = true }: OtherReviewer,
  sessionId: string,
  framework: FrameworkReference,
  submittedAt: string,
): SubmittedReview {
  const moments = said.moments.map((moment) =>
    momentSchema.parse({ id: newId(), polarity: 'shown', createdAt: submittedAt, ...moment }),
  );
  const unsealed = {
    id: newId(),
    sessionId,
    framework,
    reviewer: person,
    createdAt: submittedAt,
    independence: independent
      ? { independent: true as const }
      : { independent: false as const, since: submittedAt },
    status: 'submitted' as const,
    content: {
      moments: Object.fromEntries(moments.map((moment) => [moment.id, moment])),
      marks: Object.fromEntries(
        Object.entries(said.marks).map(([code, state]) => [code, { state, note: '' }]),
      ),
      ratings: Object.fromEntries(
        Object.entries(said.ratings).map(([code, [value, rationale = '']]) => [code, { value, rationale }]),
      ),
      feedback: said.feedback,
    },
  };
  return submittedReviewSchema.parse(
    sealReview(unsealed, { submittedAt, submittedBy: person }, keys.signing),
  );
}

function shippedFramework(framework: FrameworkReference): Framework {
  const path = join(projectFolder, 'resources/frameworks', frameworkFileName(framework));
  return frameworkSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** The package in which she sends her review of a session back, written and signed as the format asks. */
export function packReview(
  reviewer: OtherReviewer,
  session: SessionDocument,
  framework: FrameworkReference,
  submittedAt: string,
): Buffer {
  const { person, keys } = reviewer;
  const review = sealedReview(reviewer, session.id, framework, submittedAt);
  const packaged = packagedSessionSchema.parse({
    ...session,
    recording: { ...session.recording, storage: 'absent' },
  });
  const files = [
    ['session.json', packaged],
    ['framework.json', shippedFramework(framework)],
    [`reviews/${review.id}.json`, review],
  ] as const;
  const entries = files.map(([name, value]) => ({ name, content: Buffer.from(JSON.stringify(value)) }));
  const unsigned = {
    format: 'concordance',
    formatVersion: PACKAGE_FORMAT_VERSION,
    packageId: newId(),
    createdAt: submittedAt,
    sender: person,
    senderKeys: keys.publicKeys,
    sessionId: session.id,
    framework,
    purpose: 'return',
    message: '',
    reviewWithheld: false,
    namesReplaced: false,
    recording: 'none',
    entries: entries.map(({ name, content }) => ({
      path: name,
      sizeBytes: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
  const manifest = { ...unsigned, signature: signValue(keys.signing, 'manifest', unsigned).value };
  return buildZip([{ name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) }, ...entries]);
}
