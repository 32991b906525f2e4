import { describe, expect, it } from 'vitest';
import { aliasReplacer } from '#shared/debrief/aliases';
import { makeSteps } from '#shared/debrief/debrief-steps';
import { layOutMinutes, type MinutesInput } from '#shared/debrief/minutes';
import { aboutOf } from '#shared/debrief/step-words';
import { type DebriefDocument, debriefDocumentSchema, EMPTY_DEBRIEF } from '#shared/model/debrief';
import { DEVELOPMENTAL_NOTICE } from '#shared/reports/observation-form';
import { textsOf } from '#shared/reports/report-blocks';
import { writeDocx } from '../../../electron/backend/reports/report-docx';
import { readZip } from '../../helpers/read-zip';
import { makeTemporaryFolder } from '../../helpers/temporary-folder';
import { expectWholeInLibreOffice, HAS_LIBREOFFICE } from '../../helpers/word-file';
import { AT, idOf, MENTOR, SESSION_ID, sampleSession, TRAINEE } from '../backend/exchange/sample-contents';
import { FRAMEWORK, review } from './some-reviews';

const REVIEWS = [
  review(1, [['closing', 'shown', 10_000, 20_000]], { SA: 'solid' }),
  review(2, [['closing', 'missed', 12_000, 18_000]], { SA: 'fluent' }),
  review(3, [['partnering', 'shown', 40_000]], { SA: 'brilliant' }),
];
const STEPS = makeSteps(FRAMEWORK, REVIEWS);
const [closing, partnering, rating] = ['closing', 'partnering', 'SA'].map((name) => {
  const step = STEPS.find((each) => (each.type === 'moment' ? each.kind : each.competency) === name);
  if (!step) throw new Error(`There is no step about ${name}`);
  return step;
}) as [(typeof STEPS)[number], (typeof STEPS)[number], (typeof STEPS)[number]];

function debriefOf(content: Partial<DebriefDocument['content']>): DebriefDocument {
  return debriefDocumentSchema.parse({
    schemaVersion: 1,
    id: idOf(50),
    sessionId: SESSION_ID,
    framework: { id: FRAMEWORK.id, edition: FRAMEWORK.edition },
    facilitator: TRAINEE,
    startedAt: AT,
    begunAt: AT,
    revision: 3,
    naming: 'names',
    participants: [],
    content: { ...EMPTY_DEBRIEF, ...content },
  });
}

const REVIEWERS = ['Mina Okafor', 'Juno Reed', 'Kai Brandt'].map((name, index) => ({
  profileId: idOf(61 + index),
  reviewId: idOf(1 + index),
  name,
  counts: index < 2,
  isIndependent: index !== 2,
}));

const OUTCOME = { hands: {}, isRevealed: true, note: '', spentMs: 0 };

function layOut(changes: Partial<MinutesInput> = {}) {
  return layOutMinutes({
    session: sampleSession(),
    framework: FRAMEWORK,
    debrief: debriefOf({
      outcomes: {
        [rating.id]: {
          ...OUTCOME,
          about: aboutOf(rating),
          hands: { solid: 2, fluent: 1 },
          result: 'agreed',
          value: 'solid',
          note: 'Mina Okafor heard the topic agreed.',
        },
        [closing.id]: { ...OUTCOME, about: aboutOf(closing), result: 'open', note: 'Listen once more.' },
      },
      intentions: { [idOf(61)]: 'Wait one breath longer.', [TRAINEE.profileId]: 'Ask Juno first.' },
      remarks: 'The room was cold.',
    }),
    reviewers: REVIEWERS,
    facilitator: { profileId: TRAINEE.profileId, name: 'Tara', isNamed: true },
    steps: STEPS,
    replaceNames: (text) => text,
    writeDay: (day) => day.slice(0, 10),
    ...changes,
  });
}

describe('the minutes of a debrief', () => {
  it('say what was agreed, what stays open and one intention each, beside what was scored alone', () => {
    const blocks = layOut();
    const tables = blocks.flatMap((block) => (block.type === 'table' ? [block] : []));
    expect(tables.map(({ name, rows }) => [name, rows.map((row) => row.map(({ text }) => text))])).toEqual([
      [
        'What was agreed',
        [
          [
            'SA',
            'Solid. Mina Okafor heard the topic agreed.',
            'Alone: Solid 1, Fluent 1, brilliant (not on the scale) 1.\nHands: Solid 2, Fluent 1.',
            'Session agreement',
          ],
        ],
      ],
      [
        'What stays open',
        [['0:10–0:20', 'Listen once more.', expect.stringMatching(/^Alone: Shown 1, Missed 1/), 'Closing']],
      ],
    ]);
    expect(tables[1]?.rows[0]?.[0]?.place).toMatchObject({ startMs: 10_000, endMs: 20_000 });
    const texts = textsOf(blocks);
    expect(texts).toContain(DEVELOPMENTAL_NOTICE);
    expect(blocks).toContainEqual({
      type: 'labelled',
      label: 'Mina Okafor',
      text: 'Wait one breath longer.',
    });
    expect(blocks).toContainEqual({ type: 'labelled', label: 'Tara', text: 'Ask Juno first.' });
    expect(blocks).toContainEqual({ type: 'paragraph', text: 'The room was cold.', tone: 'text' });
    expect(blocks).toContainEqual({
      type: 'labelled',
      label: 'On the agenda, and not reached',
      text: '0:40 Partnering',
    });
    expect(texts).toContainEqual(
      expect.stringContaining('Kai Brandt (not independent, left out of the figures)'),
    );
    expect(partnering.standing).toBe('alone');
  });

  it('say so where there is nothing, and stand without the reviews', () => {
    const texts = textsOf(layOut({ debrief: debriefOf({}), steps: [] }));
    expect(texts).toEqual(
      expect.arrayContaining(['Nothing was agreed yet.', 'No intention was written down.']),
    );
    const lost = textsOf(layOut({ steps: [] }));
    expect(lost).toContain('Solid. Mina Okafor heard the topic agreed.');
    expect(lost).toContain('The reviews are not here any more.');
  });

  it('name nobody where aliases were chosen', () => {
    const aliases = ['Oak', 'Fir', 'Elm'];
    const people = REVIEWERS.map(({ name }, index) => ({ person: { name }, alias: aliases[index] ?? '' }));
    const texts = textsOf(
      layOut({
        reviewers: REVIEWERS.map((reviewer, index) => ({ ...reviewer, name: aliases[index] ?? '' })),
        facilitator: undefined,
        replaceNames: aliasReplacer(people, 'Tara'),
      }),
    ).join('\n');
    expect(texts).not.toMatch(/Mina|Okafor|Juno|Kai|Brandt/);
    expect(texts).toContain('Oak heard the topic agreed.');
  });

  it('are a Word file that says the same', async () => {
    const blocks = layOut();
    const files = await readZip(Buffer.from(await writeDocx(blocks, { title: 'Minutes', language: 'en' })));
    const document = files.get('word/document.xml')?.toString('utf8') ?? '';
    const plain = document.replaceAll(/<[^>]+>/g, '');
    for (const text of textsOf(blocks).flatMap((each) => each.split('\n'))) {
      expect(plain).toContain(text.replaceAll('&', '&amp;'));
    }
  });

  it.runIf(HAS_LIBREOFFICE)(
    'open in LibreOffice and print with nothing lost',
    { timeout: 120_000 },
    async () => {
      const folder = await makeTemporaryFolder('minutes');
      try {
        const blocks = layOut();
        const docx = await writeDocx(blocks, { title: 'Minutes', language: 'en' });
        await expectWholeInLibreOffice(
          docx,
          textsOf(blocks).flatMap((text) => text.split('\n')),
          folder.path,
        );
      } finally {
        await folder.remove();
      }
    },
  );

  it('keep the profile of nobody', () => {
    expect(JSON.stringify(layOut())).not.toContain(MENTOR.profileId);
  });
});
