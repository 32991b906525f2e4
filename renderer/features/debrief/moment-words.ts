import { formatSpan, kindLabelOf, POLARITY_WORDS } from '#shared/formats/moment-words';
import { tellFormInOneLine } from '#shared/forms/tell-form';
import type { Framework } from '#shared/model/framework';
import { kindsOf, type Moment } from '#shared/model/moment';

export function kindIndexOf(framework: Framework, kindId: string): number {
  return kindsOf(framework).findIndex((kind) => kind.id === kindId);
}

/** A moment in one breath, for a screen reader. */
export function describeMoment(framework: Framework, moment: Moment): string {
  const words = [formatSpan(moment), kindLabelOf(framework, moment.kind)];
  if (moment.polarity !== 'shown') words.push(POLARITY_WORDS[moment.polarity]);
  if (moment.quote) words.push(`“${moment.quote}”`);
  else if (moment.note) words.push(moment.note);
  const form = tellFormInOneLine(moment);
  if (form) words.push(form);
  return words.join(', ');
}
