import type { EditionChange } from '#shared/model/framework';

/** What an edition changed about an item, such as "Reworded in this edition: “manage” for “regulate”." */
export function describeEditionChange({ change, note, uncertain }: EditionChange): string {
  const what = change === 'new' ? 'New in this edition' : 'Reworded in this edition';
  return `${what}${note && `: ${note}`}.${uncertain ? ` Not certain: ${uncertain}` : ''}`;
}
