import { addPart, type DraftPlace, movePart, removePart } from '#shared/frameworks/edit-draft';
import type { DraftContent } from '#shared/model/framework-draft';
import { CompetencyForm } from './competency-form';
import { DomainForm } from './domain-form';
import { IndicatorForm } from './indicator-form';
import type { Selected } from './outline-rows';
import type { EditDraft } from './use-draft-editor';

/** What the form of every part is given. */
export type PartFormProps<Place extends DraftPlace> = {
  place: Place;
  edit: EditDraft;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

type PartFormChoiceProps = {
  content: DraftContent;
  place: DraftPlace;
  edit: EditDraft;
  onSelect: (selected: Selected) => void;
};

/** The form of the part that is open. */
export function PartForm({ content, place, edit, onSelect }: PartFormChoiceProps) {
  const part = content.domains[place.domain];
  if (!part) return null;

  /** Makes a change that opens another part. */
  function goOn(changed: { content: DraftContent; place: DraftPlace }): void {
    edit(() => changed.content);
    onSelect({ type: 'part', place: changed.place });
  }

  function remove(): void {
    edit((now) => removePart(now, place));
    onSelect(besideRemoved(place));
  }

  const common = { edit, onMove: (by: -1 | 1) => goOn(movePart(content, place, by)), onRemove: remove };
  const { domain, competency, indicator } = place;
  if (competency === undefined) {
    return (
      <DomainForm
        {...common}
        domain={part}
        place={place}
        onAddCompetency={() => goOn(addPart(content, { type: 'competency', domain }))}
      />
    );
  }
  const found = part.competencies[competency];
  if (!found) return null;
  const addIndicator = () => goOn(addPart(content, { type: 'indicator', place: { ...place, competency } }));
  if (indicator === undefined) {
    return (
      <CompetencyForm
        {...common}
        competency={found}
        scales={content.scales}
        kinds={content.kinds}
        place={{ domain, competency }}
        onAddIndicator={addIndicator}
      />
    );
  }
  const line = found.indicators[indicator];
  if (!line) return null;
  return (
    <IndicatorForm
      {...common}
      indicator={line}
      place={{ domain, competency, indicator }}
      onAddAnother={addIndicator}
    />
  );
}

/** What is open after a part was removed: what held it, or the framework as a whole. */
function besideRemoved({ domain, competency, indicator }: DraftPlace): Selected {
  if (competency === undefined) return { type: 'about' };
  return { type: 'part', place: indicator === undefined ? { domain } : { domain, competency } };
}
