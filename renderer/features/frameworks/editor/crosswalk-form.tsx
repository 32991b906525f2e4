import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import {
  changeCrosswalk,
  codesNowhere,
  type DraftCrosswalk,
  type DraftLine,
  newLine,
  removeCrosswalk,
} from '#shared/frameworks/edit-crosswalks';
import { draftCodes, replaceAt } from '#shared/frameworks/edit-draft';
import { isSameReference } from '#shared/model/framework';
import type { DraftContent } from '#shared/model/framework-draft';
import { useFramework, useFrameworks } from '../../../app/queries/framework-queries';
import { formatFrameworkReference } from '../../../app/routes';
import { frameworkLabel } from '../../../ui/framework-label';
import { CrosswalkLineForm } from './crosswalk-line-form';
import classes from './forms.module.css';
import type { EditDraft } from './use-draft-editor';

/** Lines that are drawn at once; a search finds the others. */
const SHOWN_LINES = 25;

type CrosswalkFormProps = {
  content: DraftContent;
  crosswalk: DraftCrosswalk;
  index: number;
  edit: EditDraft;
  onRemoved: () => void;
};

/** Where the items of a draft are found in one other framework, line by line. */
export function CrosswalkForm({ content, crosswalk, index, edit, onRemoved }: CrosswalkFormProps) {
  const { data: frameworks = [] } = useFrameworks();
  const [search, setSearch] = useState('');
  const isHere = frameworks.some((framework) => isSameReference(framework, crosswalk.to));
  const found = crosswalk.lines
    .map((line, at) => ({ line, at }))
    .filter(({ line }) => matches(line, search.trim()));
  const without = useMemo(() => {
    const begun = new Set(crosswalk.lines.map(({ from }) => from));
    return [...new Set(draftCodes(content))].filter((code) => !begun.has(code));
  }, [content, crosswalk.lines]);

  const change = (to: (now: DraftCrosswalk) => DraftCrosswalk, field?: string) =>
    edit((now) => changeCrosswalk(now, index, to), field && `crosswalk ${index} ${field}`);

  return (
    <div className={classes.form}>
      <h2>Crosswalk</h2>
      <NativeSelect
        label="Leads to"
        value={formatFrameworkReference(crosswalk.to)}
        data={[
          ...(isHere
            ? []
            : [
                {
                  value: formatFrameworkReference(crosswalk.to),
                  label: `${formatFrameworkReference(crosswalk.to)}, which is not in this library`,
                },
              ]),
          ...frameworks.map((framework) => ({
            value: formatFrameworkReference(framework),
            label: frameworkLabel(framework),
          })),
        ]}
        onChange={(event) => {
          const chosen = frameworks.find(
            (framework) => formatFrameworkReference(framework) === event.currentTarget.value,
          );
          if (chosen) change((now) => ({ ...now, to: { id: chosen.id, edition: chosen.edition } }));
        }}
      />
      {isHere && <Nowhere crosswalk={crosswalk} />}
      <TextInput
        label="Find a line"
        description={`${crosswalk.lines.length} lines; by a code on either side, or by a word of the note.`}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ol className={classes.values} aria-label="Lines of the crosswalk">
        {found.slice(0, SHOWN_LINES).map(({ line, at }) => (
          <CrosswalkLineForm
            key={`${at} ${line.from}`}
            line={line}
            onChange={(to, field) =>
              change(
                (now) => ({ ...now, lines: replaceAt(now.lines, at, to) }),
                field && `line ${at} ${field}`,
              )
            }
            onRemove={() => change((now) => ({ ...now, lines: now.lines.toSpliced(at, 1) }))}
          />
        ))}
      </ol>
      {found.length > SHOWN_LINES && (
        <Text size="sm" c="dimmed">
          and {found.length - SHOWN_LINES} more; a search narrows them.
        </Text>
      )}
      <div className={classes.tools}>
        {without.length > 0 && (
          <NativeSelect
            aria-label="Add a line from"
            size="xs"
            value=""
            data={[
              { value: '', label: `Add a line from… (${without.length} codes have none)` },
              ...without.map((code) => ({ value: code, label: code })),
            ]}
            onChange={(event) => {
              const code = event.currentTarget.value;
              if (code === '') return;
              change((now) => ({ ...now, lines: [...now.lines, newLine(code)] }));
              setSearch(code);
            }}
          />
        )}
        <Button
          size="xs"
          variant="subtle"
          color="red"
          onClick={() => {
            edit((now) => removeCrosswalk(now, index));
            onRemoved();
          }}
        >
          Remove this crosswalk
        </Button>
      </div>
    </div>
  );
}

/** Names the codes that the other framework does not have. */
function Nowhere({ crosswalk }: { crosswalk: DraftCrosswalk }) {
  const { data: target } = useFramework(crosswalk.to);
  if (!target) return null;
  const codes = [...codesNowhere(crosswalk, target)];
  if (codes.length === 0) return null;
  return (
    <Text role="alert" size="sm" c="var(--caution)">
      {frameworkLabel(target)} has no {codes.slice(0, 10).join(', ')}
      {codes.length > 10 && ` and ${codes.length - 10} more`}: lines that lead there lead nowhere.
    </Text>
  );
}

function matches({ from, to, note }: DraftLine, search: string): boolean {
  if (search === '') return true;
  return [from, ...to].some((code) => code.startsWith(search)) || note.includes(search);
}
