import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReportKind } from '#shared/reports/form-template';
import type { TemplateReference } from '#shared/reports/report-template';
import { useTemplates } from '../../app/queries/report-queries';
import { useIsReading } from '../../app/reading';
import { LoadLayoutButton } from './load-layout-button';

/** Which layout a report has: what to show of the choice, and what was chosen; `undefined` until they are read. */
export function useLayoutChoice(report: ReportKind) {
  const { data: templates = [] } = useTemplates(report);
  const [chosen, setChosen] = useState<string>();
  const template = templates.find((known) => nameOf(known) === chosen) ?? templates[0];
  const reference: TemplateReference | undefined = template && { id: template.id, edition: template.edition };
  return { report, templates, reference, choose: setChosen };
}

export function LayoutChoice({ layout }: { layout: ReturnType<typeof useLayoutChoice> }) {
  const isReading = useIsReading();
  const { report, templates, reference, choose } = layout;
  return (
    <>
      {templates.length > 1 && (
        <NativeSelect
          aria-label="Layout"
          size="xs"
          value={reference && nameOf(reference)}
          data={templates.map((known) => ({
            value: nameOf(known),
            label: `${known.title}, edition ${known.edition}`,
          }))}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      )}
      {!isReading && <LoadLayoutButton report={report} onLoaded={(loaded) => choose(nameOf(loaded))} />}
    </>
  );
}

function nameOf({ id, edition }: TemplateReference): string {
  return `${id}@${edition}`;
}
