import { SegmentedControl, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { type Competency, competenciesOf, scaleOf } from '#shared/model/framework';
import { anyMarkDiffers } from '#shared/scoring/compare-marks';
import { compareRatings, isDifference, type RatingComparison } from '#shared/scoring/compare-ratings';
import { useComparisonContext } from './comparison-context';
import { countComparisons } from './comparison-words';
import classes from './competencies-section.module.css';
import { CompetencyComparison } from './competency-comparison';

type Filter = 'all' | 'differing';

/** Competency by competency, in the framework's order, by its domains. */
export function CompetenciesSection() {
  const { framework, reviewers } = useComparisonContext();
  const [filter, setFilter] = useState<Filter>('all');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());

  const comparisons = useMemo(() => {
    return new Map<string, RatingComparison>(
      competenciesOf(framework).flatMap((competency) => {
        const scale = scaleOf(framework, competency);
        const values = reviewers.map(({ review }) => review.content.ratings[competency.code]?.value);
        return scale ? [[competency.code, compareRatings(scale, values)]] : [];
      }),
    );
  }, [framework, reviewers]);

  const comparisonOf = (competency: Competency) =>
    comparisons.get(competency.code) ?? ({ type: 'unrated' } as const);
  const differs = (competency: Competency) =>
    comparisons.has(competency.code)
      ? isDifference(comparisonOf(competency))
      : anyMarkDiffers(
          competency,
          reviewers.map(({ review }) => review.content),
        );
  const competencies = competenciesOf(framework);
  const differingCount = competencies.filter(differs).length;
  const domains = framework.domains
    .map((domain) => ({
      ...domain,
      competencies: domain.competencies.filter((competency) => filter === 'all' || differs(competency)),
    }))
    .filter((domain) => domain.competencies.length > 0);

  function toggle(domainId: string): void {
    const next = new Set(closed);
    if (!next.delete(domainId)) next.add(domainId);
    setClosed(next);
  }

  return (
    <section aria-labelledby="competencies-heading" className={classes.section}>
      <div className={classes.head}>
        <div>
          <h2 id="competencies-heading" className={classes.heading}>
            Ratings and evidence
          </h2>
          {comparisons.size > 0 && (
            <p className={classes.counts}>{countComparisons([...comparisons.values()])}</p>
          )}
        </div>
        <SegmentedControl
          aria-label="Competencies shown"
          value={filter}
          onChange={(value) => setFilter(value === 'differing' ? 'differing' : 'all')}
          data={[
            { value: 'all', label: `All (${competencies.length})` },
            { value: 'differing', label: `Where you differ (${differingCount})` },
          ]}
        />
      </div>
      {domains.length === 0 && (
        <p className={classes.nothing}>No rating differs. What you marked may still: look at all of them.</p>
      )}
      {domains.map((domain) => {
        const isOpen = !closed.has(domain.id);
        return (
          <section key={domain.id} aria-labelledby={`domain-${domain.id}`} className={classes.domain}>
            <h3 id={`domain-${domain.id}`} className={classes.domainHeading}>
              <UnstyledButton
                className={classes.domainButton}
                aria-expanded={isOpen}
                onClick={() => toggle(domain.id)}
              >
                <IconChevronDown size={16} stroke={1.75} className={classes.chevron} aria-hidden />
                {domain.title}
              </UnstyledButton>
            </h3>
            {isOpen &&
              domain.competencies.map((competency) => (
                <CompetencyComparison
                  key={competency.code}
                  competency={competency}
                  comparison={comparisonOf(competency)}
                />
              ))}
          </section>
        );
      })}
    </section>
  );
}
