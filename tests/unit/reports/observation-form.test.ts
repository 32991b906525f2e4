import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSpan } from '#shared/formats/moment-words';
import { competenciesOf, ratingLabel } from '#shared/model/framework';
import { findFormGaps } from '#shared/reports/form-gaps';
import { type FormTemplate, formTemplateSchema } from '#shared/reports/form-template';
import { GROUP_NOTICE, layOutObservationForm } from '#shared/reports/observation-form';
import { mapTexts, type ReportBlock, textsOf } from '#shared/reports/report-blocks';
import { projectFolder } from '../../helpers/ensure-built';
import { idOf, sampleReview, sampleSession } from '../backend/exchange/sample-contents';
import { shipped } from '../resources/shipped-frameworks';

const framework = shipped('agreements-and-partnering@1');
const template: FormTemplate = formTemplateSchema.parse(
  JSON.parse(await readFile(join(projectFolder, 'resources/forms/session-observation@1.json'), 'utf8')),
);

function layOut(changes: Partial<Parameters<typeof layOutObservationForm>[0]> = {}): ReportBlock[] {
  return layOutObservationForm({
    session: sampleSession(),
    framework,
    review: sampleReview(),
    setting: 'one-to-one',
    template,
    writeDay: (day) => day.slice(0, 10),
    ...changes,
  });
}

function moment(number: number, facts: object = {}) {
  return { ...Object.values(sampleReview().content.moments)[0], id: idOf(number), ...facts } as never;
}

describe('the form of an observed session', () => {
  it('names the session, its people and the framework', () => {
    const facts = layOut().find((block) => block.type === 'facts');
    expect(
      facts?.type === 'facts' && Object.fromEntries(facts.rows.map(({ label, value }) => [label, value])),
    ).toEqual({
      Session: 'Ana, third session',
      Date: '2026-11-20',
      'Length of the recording': '1 min',
      Coach: 'Tara',
      'Client, by alias': 'Ana',
      'Observed by': 'Tara',
      Mentoring: 'one to one',
      Framework: 'Agreements and partnering, edition 1',
      'Review submitted': '2026-11-22',
    });
  });

  it('holds every rating, every time, quote and note that is evidence, and the feedback', () => {
    const content = sampleReview().content;
    const quoted = moment(21, {
      startMs: 20_000,
      endMs: undefined,
      quote: 'What would be enough?',
      note: '',
    });
    const review = sampleReview({
      content: { ...content, moments: { ...content.moments, [idOf(21)]: quoted } },
    });
    const text = textsOf(layOut({ review })).join('\n');
    expect(text).toContain('Solid');
    expect(text).toContain('clear');
    expect(text).toContain('0:01–0:09');
    expect(text).toContain('She asked — “what for?” 🎧');
    expect(text).toContain('0:20');
    expect(text).toContain('“What would be enough?”');
    expect(text).toContain('SA.1 observed');
    expect(text).toContain('Presence');
  });

  it('says what is missing instead of leaving it out', () => {
    const review = sampleReview({ content: { moments: {}, marks: {}, ratings: {}, feedback: {} } });
    const texts = textsOf(layOut({ review }));
    const competencies = competenciesOf(framework).length;
    expect(texts.filter((text) => text === 'Not rated')).toHaveLength(competencies);
    expect(texts.filter((text) => text === 'No moment is linked to this competency.')).toHaveLength(
      competencies,
    );
    expect(texts.filter((text) => text === 'Nothing is written here.')).toHaveLength(3);
  });

  it('never goes without the notice that it is developmental, and in a group says that it is formative', () => {
    const bare = { ...template, parts: template.parts.slice(0, 1) };
    expect(textsOf(layOut({ template: bare })).join()).toContain('not affiliated with or endorsed by');
    expect(textsOf(layOut())).not.toContain(GROUP_NOTICE);
    expect(textsOf(layOut({ setting: 'group' }))).toContain(GROUP_NOTICE);
  });

  it('points to the moments that it names', () => {
    const places = layOut().flatMap((block) =>
      block.type === 'table' ? block.rows.flatMap((row) => row.flatMap(({ place }) => place ?? [])) : [],
    );
    expect(places).toContainEqual({ momentId: idOf(20), startMs: 1_000, endMs: 9_000 });
  });

  it('holds whatever was rated and marked', () => {
    const anyMoments = fc.array(
      fc.record({
        startMs: fc.integer({ min: 0, max: 50_000 }),
        lengthMs: fc.option(fc.integer({ min: 1, max: 9_000 })),
        quote: fc.string({ maxLength: 40 }),
        note: fc.string({ maxLength: 40 }),
        indicator: fc.nat(),
      }),
      { maxLength: 8 },
    );
    const codes = competenciesOf(framework).flatMap(({ indicators }) => indicators.map(({ code }) => code));
    fc.assert(
      fc.property(anyMoments, fc.nat(), (drafts, chosen) => {
        const moments = Object.fromEntries(
          drafts.map(({ startMs, lengthMs, quote, note, indicator }, at) => {
            const endMs = lengthMs === null ? undefined : startMs + lengthMs;
            const indicators = [codes[indicator % codes.length] ?? ''];
            return [idOf(at), moment(at, { startMs, endMs, quote, note, indicators, competencies: [] })];
          }),
        );
        const ratings = Object.fromEntries(
          competenciesOf(framework).map((competency) => {
            const values = framework.scales.find(({ id }) => id === competency.scaleId)?.values ?? [];
            return [competency.code, { value: values[chosen % values.length]?.id ?? '', rationale: '' }];
          }),
        );
        const review = sampleReview({ content: { moments, marks: {}, ratings, feedback: {} } });
        const text = textsOf(layOut({ review })).join('\n');
        for (const each of Object.values(review.content.moments)) {
          expect(text).toContain(formatSpan(each));
          expect(text).toContain(each.quote.trim());
          expect(text).toContain(each.note.trim());
        }
        for (const competency of competenciesOf(framework)) {
          const { value = '' } = ratings[competency.code] ?? {};
          expect(text).toContain(ratingLabel(framework, competency, value));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with its texts changed keeps its labels and places', () => {
    const changed = mapTexts(layOut(), () => 'x');
    const facts = changed.find((block) => block.type === 'facts');
    expect(facts?.type === 'facts' && facts.rows[0]).toEqual({ label: 'Session', value: 'x' });
    expect(JSON.stringify(changed)).toContain(idOf(20));
    expect(JSON.stringify(changed)).not.toContain('Ana');
  });
});

describe('what a form lacks', () => {
  it('is what the review lacks, and evidence without words', () => {
    const silent = moment(22, { note: ' ', quote: '' });
    const late = moment(23, { startMs: 59_000, endMs: 61_000 });
    const { content } = sampleReview({});
    const gaps = findFormGaps(
      { ...content, moments: { [idOf(22)]: silent, [idOf(23)]: late } },
      framework,
      60_000,
      'group',
    );
    expect(gaps).toContain('The evidence at 0:01–0:09 for Session agreement has neither a quote nor a note.');
    expect(gaps).toContain('The moment at 0:59 reaches beyond the end of the recording (1:00).');
    expect(gaps.join('\n')).toContain('is not rated.');
    expect(gaps.at(-1)).toContain('counts only as formative');
  });

  it('names evidence that has a note and no quote', () => {
    const { content } = sampleReview();
    const unquoted = moment(24, { startMs: 2_000, endMs: 3_000, quote: ' ', note: 'nods' });
    const gaps = findFormGaps(
      { ...content, moments: { [idOf(24)]: unquoted } },
      framework,
      60_000,
      'one-to-one',
    );
    expect(gaps).toContain('Evidence with a note and no quote: 0:02–0:03.');
    expect(gaps.join()).not.toContain('formative');
  });
});
