import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { FrameworksPage } from './page-models/frameworks-page';
import { TrailPage } from './page-models/trail-page';
import { WorkspacePage } from './page-models/workspace-page';
import { openPractisedLibrary } from './practices-library';

/** The practices that the table of `docs/practices.md` names. */
const PRACTICES = readFileSync(join(projectFolder, 'docs/practices.md'), 'utf8')
  .split('\n')
  .flatMap((line) => /^\| (.+?) \| .+ \|$/.exec(line)?.[1] ?? [])
  .filter((practice) => practice !== 'practice');

type Visit = readonly [practice: string, visit: () => Promise<unknown>];

class Tour {
  readonly trail;
  readonly workspace;
  readonly frameworks;

  constructor(
    readonly page: Page,
    readonly origin: string,
    readonly ids: { sessionId: string; reviewId: string; engagementId: string },
  ) {
    this.trail = new TrailPage(page);
    this.workspace = new WorkspacePage(page);
    this.frameworks = new FrameworksPage(page);
  }

  async go(address: string) {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, address);
  }

  /** Opens the form of the first moment of a kind. */
  async form(kind: string) {
    const form = this.page.getByRole('region', { name: new RegExp(`^${kind} \\d`) });
    if (!(await form.isVisible())) {
      await this.page.keyboard.press('Escape');
      await this.page
        .getByRole('list', { name: 'Moments' })
        .getByRole('button', { name: new RegExp(kind) })
        .first()
        .click();
      await this.page.keyboard.press('f');
      await form.waitFor();
    }
    return form;
  }

  /** Takes an option of a form that holds it, or lets go of it. */
  async takes(kind: string, field: string, option: string) {
    const form = await this.form(kind);
    const radio = form
      .getByRole('radiogroup', { name: field, exact: true })
      .getByRole('radio', { name: option });
    await radio.click();
    await expect(radio).toBeChecked();
  }

  async ticks(kind: string, field: string, count: number) {
    const form = await this.form(kind);
    const boxes = form.getByRole('group', { name: field }).getByRole('checkbox');
    await expect(boxes).toHaveCount(count);
    await boxes.last().check();
    await expect(boxes.last()).toBeChecked();
  }

  async tab(name: string) {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** A field is there with what was written in it, and takes more. */
  async writes(label: string, before: string | RegExp, after = 'Written on the tour') {
    const field = this.page.getByRole('textbox', { name: label, exact: true });
    await expect(field).toHaveValue(before);
    await field.fill(after);
    await expect(field).toHaveValue(after);
  }
}

function inSession(tour: Tour): Visit[] {
  const { page, trail } = tour;
  return [
    [
      'sessions to listen to, evaluate and debrief',
      async () => {
        await page.getByRole('button', { name: 'Play', exact: true }).click();
        const position = () => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0);
        await expect.poll(position).toBeGreaterThan(0);
        await page.getByRole('button', { name: 'Pause', exact: true }).click();
      },
    ],
    [
      'consent is asked during the session',
      () => tour.takes('Mini-contract', 'Permission asked for', 'Exercise'),
    ],
    [
      'the answer counts, and is honoured',
      async () => {
        const form = await tour.form('Mini-contract');
        await expect(form.getByRole('radiogroup', { name: 'The client’s answer' })).toBeVisible();
        await tour.takes('Mini-contract', 'The answer was honoured', 'No');
      },
    ],
    [
      'six reasons for respecting autonomy',
      () => tour.ticks('Mini-contract', 'What of her autonomy it served', 6),
    ],
    ['the focus may be tight, broad or open', () => tour.takes('Session agreement', 'Focus', 'Open')],
    [
      'the check, and the client’s yes or no',
      async () => {
        await tour.form('Session agreement');
        await expect(trail.words('The check that was offered')).toHaveValue(
          'Is that the best use of our time?',
        );
        await expect(trail.band).toHaveAccessibleName(/Agreed focus/);
        await tour.takes('Session agreement', 'The client’s answer', 'No: keep exploring');
        await expect(trail.band).not.toHaveAccessibleName(/Agreed focus: One thing/);
        await tour.takes('Session agreement', 'The client’s answer', 'Yes: agreement');
      },
    ],
    [
      'deeper themes',
      async () => {
        const form = await tour.form('Deeper theme');
        await expect(form.getByRole('textbox', { name: 'Inherent request' })).not.toHaveValue('');
        await tour.takes('Deeper theme', 'Level', 'What: activity');
      },
    ],
    ['re-contracting in seven steps', () => tour.ticks('Re-contracting', 'Steps that happened', 7)],
    [
      'the client decides, and more than once',
      () => tour.takes('Re-contracting', 'The client’s choice', 'Both'),
    ],
    [
      'what is agreed until the next session',
      async () => {
        const form = await tour.form('Between sessions');
        for (const label of ['What', 'By when', 'Tracked how', 'Contact agreed']) {
          await expect(form.getByRole('textbox', { name: label, exact: true })).not.toHaveValue('');
        }
      },
    ],
    [
      'who designs accountability and the close',
      async () => {
        await tour.takes('Accountability', 'Whose design', 'Both');
        await tour.takes('Closing', 'Whose design', 'Client');
      },
    ],
    [
      'a shift of role that is signalled, permitted, brief, the floor returned',
      () => tour.ticks('Role shift', 'Tests that it passed', 4),
    ],
    [
      'a bank of one’s own wordings',
      async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('q');
        await page.keyboard.press('Alt+p');
        const dialog = page.getByRole('dialog', { name: /^Your wordings/ });
        await expect(dialog.getByRole('option').first()).toContainText('May I teach for a minute?');
        await expect(dialog.getByRole('textbox')).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(dialog).toBeHidden();
      },
    ],
    [
      'consent moments are counted',
      async () => {
        await page.getByRole('tab', { name: 'Trail', exact: true }).click();
        await expect(trail.figure('Mini-contracts')).toContainText('asked 1');
      },
    ],
    [
      'clarity may come late',
      () => expect(trail.figure('First agreement')).toContainText(/at \d:\d\d.*Late is no fault/),
    ],
    [
      'the elements of an agreement',
      () => expect(trail.figure('Elements of the agreement')).toContainText('5 of 5'),
    ],
  ];
}

function inFrameworks(tour: Tour): Visit[] {
  const { frameworks } = tour;
  const counts = async (lines: Record<string, number>) => {
    await tour.go('/frameworks/ethics-and-role-self-check@1');
    await frameworks.pages.waitFor();
    for (const [code, count] of Object.entries(lines)) {
      await frameworks.search.fill(`${code}.`);
      await expect(frameworks.indicator(`${code}.${count}`)).toBeVisible();
      await expect(frameworks.indicator(`${code}.${count + 1}`)).toHaveCount(0);
    }
  };
  return [
    [
      'earlier names of the competencies',
      async () => {
        await tour.go('/frameworks/core-competencies-legacy@1998');
        await frameworks.beside.selectOption({ label: 'Beside: Eight core competencies (2025 edition)' });
        const link = frameworks.pages.getByRole('link', { name: /^3 / }).first();
        await expect(link).toBeVisible();
      },
    ],
    ['what a coach does and does not do', () => counts({ DO: 4, DN: 8 })],
    ['what a coach is and is not', () => counts({ AR: 3, AN: 6 })],
  ];
}

function inCheck(tour: Tour): Visit[] {
  const { page } = tour;
  const part = (name: string, count: number) => async () => {
    const dialog = page.getByRole('dialog', { name: 'Check yourself on this session' });
    if (!(await dialog.isVisible())) {
      await tour.go(`/session/${tour.ids.sessionId}`);
      await page.getByRole('button', { name: 'Check yourself…' }).press('Enter');
      await expect(dialog.getByRole('radio').first()).toBeFocused();
    }
    const lines = dialog.getByRole('region', { name }).getByRole('group');
    await expect(lines).toHaveCount(count);
    for (let line = 0; line < count; line += 1) await page.keyboard.press(line === 0 ? 'o' : 'n');
    await expect(lines.getByRole('radio', { name: 'It was there', checked: true })).toHaveCount(1);
    await expect(lines.getByRole('radio', { name: 'Not this time', checked: true })).toHaveCount(count - 1);
  };
  return [
    ['subtle ways of going astray', part('Subtle ways', 6)],
    ['sabotage by the coach', part('How a coach sabotages', 5)],
    [
      'sabotage by the client',
      async () => {
        await part('How a client sabotages', 3)();
        await expectAccessible(page);
        // The last answer leads to the button that keeps them.
        await page.keyboard.press('Enter');
        const reviews = page.getByRole('list', { name: 'Reviews under Ethics and role: a self-check' });
        await expect(reviews).toContainText('Submitted');
      },
    ],
  ];
}

function inEngagement(tour: Tour): Visit[] {
  const { page } = tour;
  return [
    [
      'two levels of agreement',
      async () => {
        await tour.go(`/engagements/${tour.ids.engagementId}`);
        await tour.writes('What this coaching is', 'Thinking together.');
        await tour.tab('About and sessions');
        await expect(page.getByRole('link', { name: 'One breath before the yes' })).toBeVisible();
      },
    ],
    [
      'contact in both directions',
      async () => {
        await tour.tab('Between sessions');
        await tour.writes('From the client to the coach', 'One line after a week.');
        await tour.writes('From the coach to the client', 'None.');
      },
    ],
    [
      'medium, hours, closed times, time to answer',
      async () => {
        await tour.writes('Medium', 'E-mail.');
        await tour.writes('Closed times', 'December.');
        await expect(page.getByLabel('From', { exact: true })).toHaveValue('09:00');
        await tour.writes('Answer within, hours', '48', '24');
      },
    ],
    ['what costs extra, and from how many minutes', () => tour.writes('Free up to, minutes', '5', '10')],
    [
      'risks of what is not agreed',
      async () => {
        const risks = page.getByRole('region', { name: 'Not agreed yet, and what may come of it' });
        await expect(risks).toContainText('Check-ins. One expects them, the other does not.');
      },
    ],
    [
      'contact allowed by name, and check-ins',
      async () => {
        await tour.writes('Contact that is allowed by name', 'Goals before a session.');
        await tour.writes('Check-ins', '', 'None.');
      },
    ],
    [
      'contact held against the terms',
      () =>
        expect(page.getByRole('table', { name: 'Contact log' })).toContainText(
          'Out of hours, Over the free minutes, unpaid',
        ),
    ],
    [
      'a breach goes to supervision',
      async () => {
        await page.getByRole('button', { name: /^Take the contact of .* to supervision$/ }).click();
        await expect(page.getByRole('textbox', { name: /^Note of/ })).toHaveValue(/out of hours/);
      },
    ],
    [
      'terms in versions that both confirm',
      async () => {
        await page.getByRole('button', { name: 'Read the versions…' }).click();
        const dialog = page.getByRole('dialog', { name: 'Terms between sessions, version by version' });
        await dialog.getByRole('combobox', { name: 'Version' }).selectOption('1');
        await expect(dialog).toContainText('Calls.');
        await expect(dialog).toContainText('The client confirmed it on 2026-09-04.');
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
        await page.getByRole('checkbox', { name: 'The client confirms' }).check();
      },
    ],
    [
      'the coach’s ten and the client’s six responsibilities',
      async () => {
        await tour.tab('Partnership');
        await expect(page.getByRole('checkbox', { name: /^The coach agrees: / })).toHaveCount(16);
        await expect(page.getByRole('checkbox', { name: /^The client agrees: / })).toHaveCount(16);
      },
    ],
    [
      'an active client and a coach who guides',
      async () => {
        await page.getByRole('checkbox', { name: 'The client agrees: I do my own work.' }).check();
        await expect(page.getByText('1 of 16 agreed by both')).toBeVisible();
      },
    ],
    [
      'where the articles pull against each other',
      async () => {
        await expect(page.getByText(/Both hold where an offer is made with permission/)).toBeVisible();
        await tour.tab('Goals');
        await expect(page.getByText(/Coaching is for people rather than for results/)).toBeVisible();
      },
    ],
    [
      'goals that are SMART, and whose they are',
      async () => {
        for (const label of ['Specific', 'Measurable', 'Achievable', 'Relevant', 'Bound in time']) {
          await expect(page.getByRole('textbox', { name: label, exact: true })).not.toHaveValue('');
        }
        await expect(page.getByRole('combobox', { name: 'Whose goal' })).toHaveValue('The client');
      },
    ],
    ['measures of progress chosen together', () => tour.writes('Measures of progress', 'Evenings at home')],
    ['small wins', () => tour.writes('Small wins', 'Left at five on Monday')],
    [
      'obstacles and what answers them',
      async () => {
        await tour.writes('Obstacles', 'The project lead');
        await tour.writes('What answers them', 'A sentence ready');
      },
    ],
    [
      'milestones',
      async () => {
        const next = page.getByRole('region', { name: 'Next' });
        await expect(next).toContainText('milestone: Says “let me think”');
        await page.getByLabel('Reached on').fill('2026-11-20');
        await expect(next).not.toContainText('milestone');
      },
    ],
    ['goals looked at again', () => tour.writes('How it stands, and what changes', 'It stays.')],
    [
      'the first conversation',
      async () => {
        await tour.tab('Plan');
        await tour.writes('Hopes', 'Room to think.');
      },
    ],
    [
      'a personal plan as a road map',
      async () => {
        const phases = page.getByRole('list', { name: 'Phases' }).getByRole('listitem');
        await expect(phases).toHaveCount(2);
        await page.getByRole('button', { name: 'Add a phase' }).click();
        await expect(phases).toHaveCount(3);
      },
    ],
    [
      'sessions with structure and freedom',
      async () => {
        await tour.writes('What holds in every session', 'What it is for, first.');
        await tour.writes('What is free', 'All that follows.');
      },
    ],
    [
      'methods with the client’s consent',
      async () => {
        await expect(page.getByText('Not to be used yet: the client has not agreed to it.')).toBeVisible();
        await page.getByLabel('The client agreed on').fill('2026-09-10');
        await expect(page.getByText('The client has agreed to it.')).toBeVisible();
      },
    ],
    [
      'cautions about titles and the line to therapy',
      () =>
        expect(page.getByText(/comes near to consulting and to therapy.*names the credential/)).toBeVisible(),
    ],
    ['the approach is adapted', () => tour.writes('What is done otherwise now', 'Shorter sessions')],
    [
      'after-care',
      async () => {
        await tour.writes('What goes on', 'One breath before a yes.');
        await page.getByLabel('Held on').fill('2027-03-02');
        await expect(page.getByRole('region', { name: 'Next' })).not.toContainText('check-in');
      },
    ],
    [
      'feedback of the client, asked for regularly',
      async () => {
        await tour.tab('Client feedback');
        await expect(page.getByRole('textbox', { name: 'In the client’s words' })).toHaveValue(
          'That you wait.',
        );
        await expect(page.getByText(/^Due (since|next on) /)).toBeVisible();
        await tour.writes('What the coach changes', '', 'I wait longer.');
      },
    ],
  ];
}

function inProgress(tour: Tour): Visit[] {
  const { page } = tour;
  return [
    [
      'progress over the sessions',
      async () => {
        await tour.go('/progress');
        await page
          .getByRole('combobox', { name: 'Framework' })
          .selectOption({ label: 'Role shifts, edition 1' });
        await page
          .getByRole('button', { name: /^Play .* of One breath before the yes$/ })
          .first()
          .click();
        await expect(page.getByRole('region', { name: 'Moment that plays' })).toContainText('May I teach');
        await page
          .getByRole('combobox', { name: 'Framework' })
          .selectOption({ label: 'Ethics and role: a self-check, edition 1' });
        await expect(
          page.getByRole('table', { name: 'SU Subtle ways by session' }).getByRole('row').nth(1),
        ).toContainText('1 of 6 marked');
      },
    ],
  ];
}

test.describe('the practices of the articles', () => {
  let program: BuiltProgram;
  test.beforeAll(async () => {
    program = await startBuiltProgram();
  });
  test.afterAll(() => program?.close());

  test('are all done somewhere, and every line of the table is visited', async ({ page }) => {
    const ids = await openPractisedLibrary(program);
    await page.goto(await program.newAddress());
    const tour = new Tour(page, program.origin, ids);
    const visits = [
      ...inSession(tour),
      ...inFrameworks(tour),
      ...inCheck(tour),
      ...inEngagement(tour),
      ...inProgress(tour),
    ];
    expect(visits.map(([practice]) => practice).toSorted()).toEqual(PRACTICES.toSorted());

    await tour.go(`/session/${ids.sessionId}/review/${ids.reviewId}`);
    await tour.workspace.isOpen();
    for (const [practice, visit] of visits) await test.step(practice, visit);
  });
});
