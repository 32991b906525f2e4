import type { AgreementTerms, BetweenTerms, CharterAgreement } from '../model/engagement';
import { CHARTER } from './charter';
import { AGREEMENT_FIELDS, BETWEEN_FIELDS } from './terms';

/** One part of a document as it is read; the text is empty where nothing is agreed. */
export type TermLine = { label: string; text: string };

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function readAgreement(terms: AgreementTerms): TermLine[] {
  return AGREEMENT_FIELDS.map(({ name, label }) => ({ label, text: terms[name] }));
}

export function readBetweenTerms(terms: BetweenTerms): TermLine[] {
  const { days, from, until, answerWithinHours, paidFromMinutes } = terms;
  const hours = from !== null && until !== null ? `${from} to ${until}` : '';
  const weekdays = days
    .toSorted((a, b) => a - b)
    .map((day) => WEEKDAYS[day - 1])
    .join(', ');
  return [
    ...BETWEEN_FIELDS.map(({ name, label }) => ({ label, text: terms[name] })),
    { label: 'Days and hours', text: [weekdays, hours].filter(Boolean).join(', ') },
    {
      label: 'Time to answer',
      text: answerWithinHours === null ? '' : `Within ${countOf(answerWithinHours, 'hour')}.`,
    },
    {
      label: 'Free of charge',
      text: paidFromMinutes === null ? '' : `Up to ${countOf(paidFromMinutes, 'minute')}.`,
    },
  ];
}

export function readCharter({ byCoach, byClient }: CharterAgreement): TermLine[] {
  return CHARTER.flatMap(({ items }) =>
    items.map(({ code, text }) => {
      const sides = [
        ...(byCoach.includes(code) ? ['the coach'] : []),
        ...(byClient.includes(code) ? ['the client'] : []),
      ];
      return { label: text, text: sides.length === 0 ? '' : `Agreed by ${sides.join(' and ')}.` };
    }),
  );
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
