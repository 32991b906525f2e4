import { NativeSelect, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { competenciesOf } from '#shared/model/framework';
import {
  CHECKLIST_FILTERS,
  type ChecklistFilter,
  matchesSearch,
  passesFilter,
  selectChecklist,
} from './checklist-filter';
import classes from './checklist-panel.module.css';
import { CompetencySection } from './competency-section';
import { type EvidenceIndex, indexEvidence } from './evidence-index';
import { useKeptPlace, useKeptState } from './kept-state';
import { useReviewPanel } from './use-review-panel';

/**
 * The lines that a filter found when it was chosen. A line that is dealt with meanwhile stays, so that nothing moves
 * away under the pointer.
 */
type Filtered = { filter: ChecklistFilter; codes: ReadonlySet<string> };

const FILTER_LABELS: Readonly<Record<ChecklistFilter, string>> = {
  all: 'All',
  unmarked: 'Unmarked',
  'without-evidence': 'Without evidence',
};

/** The framework's lines with their states and their evidence. */
export function ChecklistPanel() {
  const { framework, content, linked, isReadOnly, actions, faceOf, playEvidence, selected } =
    useReviewPanel();
  const { marks } = content;
  const evidence = useEvidenceIndex(linked);
  const panel = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useKeptState('checklist search', '');
  const [filtered, setFiltered] = useKeptState<Filtered | undefined>('checklist filter', undefined);
  const [wantedCode, setWantedCode] = useKeptState<string | undefined>('checklist line', undefined);
  const [folded, setFolded] = useKeptState<ReadonlySet<string>>('checklist folded', new Set());
  useKeptPlace('checklist place', panel);
  const [announcement, announce] = useState('');

  const allCodes = useMemo(
    () =>
      competenciesOf(framework).flatMap((competency) =>
        competency.indicators.map((indicator) => indicator.code),
      ),
    [framework],
  );
  const codesFor = (filter: ChecklistFilter) =>
    allCodes.filter((code) => passesFilter(filter, code, marks, evidence));

  const domains = useMemo(
    () =>
      selectChecklist(
        framework,
        (indicator, competency) =>
          (filtered?.codes.has(indicator.code) ?? true) &&
          matchesSearch(search.trim(), indicator, competency),
      ),
    [framework, filtered, search],
  );
  const shownCodes = useMemo(
    () =>
      domains.flatMap((domain) =>
        domain.parts.flatMap((part) => part.indicators.map((indicator) => indicator.code)),
      ),
    [domains],
  );
  const currentCode =
    wantedCode !== undefined && shownCodes.includes(wantedCode) ? wantedCode : shownCodes[0];
  const doneCount = filtered
    ? shownCodes.filter((code) => !passesFilter(filtered.filter, code, marks, evidence)).length
    : 0;

  function chooseFilter(filter: ChecklistFilter): void {
    setFiltered(filter === 'all' ? undefined : { filter, codes: new Set(codesFor(filter)) });
  }

  function fold(competencyCode: string): void {
    const next = new Set(folded);
    if (!next.delete(competencyCode)) next.add(competencyCode);
    setFolded(next);
  }
  const latestFold = useRef(fold);
  useEffect(() => {
    latestFold.current = fold;
  });
  const onFold = useCallback((competencyCode: string) => latestFold.current(competencyCode), []);

  return (
    <div ref={panel} className={classes.panel} data-checklist>
      <div className={classes.toolbar}>
        <TextInput
          type="search"
          size="xs"
          className={classes.search}
          aria-label="Search the checklist"
          placeholder="Search"
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          aria-label="Lines to show"
          value={filtered?.filter ?? 'all'}
          data={CHECKLIST_FILTERS.map((filter) => ({
            value: filter,
            label: `${FILTER_LABELS[filter]} (${codesFor(filter).length})`,
          }))}
          onChange={(event) => {
            const filter = CHECKLIST_FILTERS.find((candidate) => candidate === event.currentTarget.value);
            if (filter) chooseFilter(filter);
          }}
        />
      </div>
      {domains.map((domain) => (
        <section key={domain.id} aria-label={domain.title}>
          <h2 className={classes.domain}>{domain.title}</h2>
          {domain.parts.map(({ competency, indicators }) => (
            <CompetencySection
              key={competency.code}
              competency={competency}
              indicators={indicators}
              isFolded={folded.has(competency.code)}
              onFold={onFold}
              marks={marks}
              evidence={evidence}
              selected={selected}
              currentCode={
                indicators.some((indicator) => indicator.code === currentCode) ? currentCode : undefined
              }
              isReadOnly={isReadOnly}
              actions={actions}
              faceOf={faceOf}
              onPlay={playEvidence}
              onBecomeCurrent={setWantedCode}
              announce={announce}
            />
          ))}
        </section>
      ))}
      {domains.length === 0 && (
        <p className={classes.empty}>{describeEmpty(filtered?.filter ?? 'all', search)}</p>
      )}
      {filtered && doneCount > 0 && (
        <div className={classes.done}>
          {doneCount === 1 ? 'One line is dealt with.' : `${doneCount} lines are dealt with.`}
          <button type="button" className={classes.update} onClick={() => chooseFilter(filtered.filter)}>
            Hide {doneCount === 1 ? 'it' : 'them'}
          </button>
        </div>
      )}
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
    </div>
  );
}

function useEvidenceIndex(moments: Parameters<typeof indexEvidence>[0]): EvidenceIndex {
  const previous = useRef<EvidenceIndex>(undefined);
  return useMemo(() => {
    previous.current = indexEvidence(moments, previous.current);
    return previous.current;
  }, [moments]);
}

function describeEmpty(filter: ChecklistFilter, search: string): string {
  if (search.trim() !== '') return `No line contains “${search.trim()}”.`;
  return filter === 'unmarked'
    ? 'Every line is marked.'
    : 'Every line that is marked as observed or partly has a moment as evidence.';
}
