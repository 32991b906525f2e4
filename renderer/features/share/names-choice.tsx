import { Checkbox } from '@mantine/core';
import type { SessionDocument } from '#shared/model/session';
import { namesToReplace } from '#shared/privacy/shared-names';
import { useProfile } from '../../app/queries/library-queries';
import { useNamesCount } from '../../app/queries/session-queries';

type NamesChoiceProps = {
  session: Pick<SessionDocument, 'id' | 'coach' | 'clientAlias'>;
  /** The review that goes with it. */
  reviewId: string | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** Whether the names of people are replaced in all that is shared; says which, and by what. */
export function NamesChoice({ session, reviewId, checked, onChange }: NamesChoiceProps) {
  const { preferences } = useProfile();
  const names = namesToReplace(session, preferences.replacedNames);
  const { data: count } = useNamesCount(session.id, reviewId);
  const list = names.map(({ name, replacement }) => `${name} → ${replacement}`).join(', ');
  return (
    <Checkbox
      label="Replace names in everything that is shared"
      description={
        list === ''
          ? 'There is no name to replace: neither the session nor your settings hold one.'
          : `${list}.${count ? ` ${inPlaces(count.places)}` : ''} Titles, notes and quotes too; what is spoken in the recording stays. More names can be listed in the settings.`
      }
      checked={checked && names.length > 0}
      disabled={names.length === 0}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function inPlaces(places: number): string {
  if (places === 0) return 'None of them is written anywhere here so far.';
  return places === 1 ? 'One is written in one place.' : `They are written in ${places} places.`;
}
