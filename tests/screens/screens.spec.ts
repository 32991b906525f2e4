import { expect, type Page, test } from '@playwright/test';
import { v7 as newId } from 'uuid';
import { call } from '../e2e/program-api';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { openCalibratedLibrary } from './calibration';
import { openEngagement } from './engagement';
import { type GatheredGroup, gatherGroup } from './group';
import { openDesk, openEmptyLibrary, openRobinsLibrary, type Packed } from './libraries';
import { openMentorsLibrary } from './mentor';
import { comeToRest, heading, picture, type Way } from './picture';

test.describe('before there is a profile', () => {
  let program: BuiltProgram;
  test.beforeAll(async () => {
    program = await startBuiltProgram();
  });
  test.afterAll(() => program?.close());

  test('welcome', async ({ page }) => {
    await picture(page, program, 'welcome', async () => {
      await page.goto(program.origin);
      await heading(page, /^Hear where a session/);
    });
  });
});

test.describe('a review that is being written', () => {
  let desk: BuiltProgram;
  let address: string;
  test.beforeAll(async () => {
    ({ desk, address } = await openDesk());
  });
  test.afterAll(() => desk?.close());

  const openReview: Way = async (page) => {
    await page.goto(desk.origin + address);
    await heading(page, 'One breath before the yes');
    await expect(page.getByRole('list', { name: 'Moments' }).getByRole('listitem').first()).toBeVisible();
    await comeToRest(page);
    await page
      .getByRole('list', { name: 'Moments' })
      .getByRole('button', { name: /Re-contracting/ })
      .click();
  };

  for (const [tab, key] of [
    ['moments', 'F6'],
    ['checklist', 'F7'],
    ['rating', 'F8'],
    ['feedback', 'F9'],
    ['trail', 'F10'],
  ] as const) {
    test(`workspace, ${tab}`, async ({ page }) => {
      await picture(page, desk, `workspace-${tab}`, async () => {
        await openReview(page);
        await page.keyboard.press(key);
        await expect(page.getByRole('tab', { name: new RegExp(`^${tab}$`, 'i') })).toHaveAttribute(
          'aria-selected',
          'true',
        );
      });
    });
  }

  test('workspace, form', async ({ page }) => {
    await picture(page, desk, 'workspace-form', async () => {
      await openReview(page);
      await page.getByRole('button', { name: 'Fill in its form' }).click();
      await page.getByRole('textbox', { name: 'From', exact: true }).waitFor();
    });
  });

  test('workspace, wordings', async ({ page }) => {
    await picture(page, desk, 'workspace-wordings', async () => {
      await openReview(page);
      await page.keyboard.press('q');
      await page.keyboard.press('Alt+p');
      await page
        .getByRole('dialog', { name: /^Your wordings/ })
        .getByRole('option')
        .first()
        .waitFor();
    });
  });

  test('keys', async ({ page }) => {
    await picture(page, desk, 'keys', async () => {
      await openReview(page);
      await page.keyboard.press('Shift+Slash');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    });
  });

  test('submit', async ({ page }) => {
    await picture(page, desk, 'submit', async () => {
      await openReview(page);
      await page.getByRole('button', { name: 'Submit…' }).click();
      await page.getByRole('dialog', { name: 'Submit this review?' }).waitFor();
    });
  });
});

test.describe('a library in use', () => {
  test.describe.configure({ timeout: 300_000 });
  let robin: BuiltProgram;
  let mina: BuiltProgram;
  let sampleId: string;
  let packed: Packed;
  test.beforeAll(async () => {
    ({ robin, sampleId, packed } = await openRobinsLibrary());
    mina = await openEmptyLibrary();
  });
  test.afterAll(async () => {
    await robin?.close();
    await mina?.close();
  });

  test('library', async ({ page }) => {
    await picture(page, robin, 'library', async () => {
      await page.goto(robin.origin);
      await heading(page, 'Library');
      await expect(page.getByRole('grid', { name: 'Sessions' }).getByRole('row').nth(6)).toBeVisible();
    });
  });

  const openSession: Way = async (page) => {
    await page.goto(`${robin.origin}/#/session/${sampleId}`);
    await page.getByRole('region', { name: 'Reviews' }).getByRole('listitem').first().waitFor();
  };

  test('session', async ({ page }) => {
    await picture(page, robin, 'session', () => openSession(page));
  });

  test('share', async ({ page }) => {
    await picture(page, robin, 'share', async () => {
      await openSession(page);
      await page.getByRole('region', { name: 'Reviews' }).getByRole('button', { name: 'Share…' }).click();
      await expect(
        page
          .getByRole('dialog', { name: 'Share this session' })
          .getByRole('button', { name: 'Save package…' }),
      ).toBeEnabled();
    });
  });

  test('share, protection', async ({ page }) => {
    await picture(page, robin, 'share-protection', async () => {
      await openSession(page);
      await page.getByRole('region', { name: 'Reviews' }).getByRole('button', { name: 'Share…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Share this session' });
      await dialog.getByRole('radio', { name: 'Whoever has the passphrase' }).click();
      await dialog.getByRole('textbox', { name: 'A few words for them' }).scrollIntoViewIfNeeded();
    });
  });

  test('history', async ({ page }) => {
    await picture(page, robin, 'history', async () => {
      await openSession(page);
      const history = page.getByRole('region', { name: 'History' });
      await history.getByRole('button').first().click();
      await history.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    });
  });

  test('people', async ({ page }) => {
    await picture(page, robin, 'people', async () => {
      await page.goto(`${robin.origin}/#/people`);
      await heading(page, 'People');
      await page.getByText('Mina Okafor').first().waitFor();
    });
  });

  test('progress', async ({ page }) => {
    await picture(page, robin, 'progress', async () => {
      await page.goto(`${robin.origin}/#/progress`);
      await heading(page, 'Across sessions');
      await page.getByRole('region', { name: 'The agreement trail' }).waitFor();
    });
  });

  test('frameworks', async ({ page }) => {
    await picture(page, mina, 'frameworks', async () => {
      await page.goto(`${mina.origin}/#/frameworks`);
      await heading(page, 'Frameworks');
      await page.getByRole('region', { name: 'Part of Concordance' }).waitFor();
    });
  });

  test('framework, beside another edition', async ({ page }) => {
    await picture(page, mina, 'framework-book', async () => {
      await page.goto(
        `${mina.origin}/#/frameworks/core-competencies@2019?at=2.4&beside=core-competencies@2025`,
      );
      await page
        .getByRole('region', { name: 'Pages' })
        .getByRole('link', { name: /^2\.04/ })
        .waitFor();
    });
  });

  test('framework, being written', async ({ page }) => {
    const { draftId } = await call<{ draftId: string }>(mina, 'frameworkDrafts.start', {
      as: 'duplicate',
      framework: { id: 'agreements-and-partnering', edition: '1' },
    });
    await picture(page, mina, 'framework-editor', async () => {
      await page.goto(`${mina.origin}/#/frameworks/drafts/${draftId}`);
      await page.getByRole('listbox', { name: 'Parts of the framework' }).press('PageDown');
      await page.getByRole('textbox', { name: 'Counts for' }).waitFor();
    });
  });

  for (const [part, screen, from] of [
    [/^Crosswalk to/, 'framework-editor-crosswalk', { id: 'core-competencies', edition: '2025' }],
    [/^Kind: /, 'framework-editor-kind', { id: 'agreements-and-partnering', edition: '1' }],
  ] as const) {
    test(`framework, being written, ${part.source}`, async ({ page }) => {
      const start = { as: 'duplicate', framework: from };
      const { draftId } = await call<{ draftId: string }>(mina, 'frameworkDrafts.start', start);
      if (screen === 'framework-editor-kind') await addLaughter(draftId);
      await picture(page, mina, screen, async () => {
        await page.goto(`${mina.origin}/#/frameworks/drafts/${draftId}`);
        await page
          .getByRole('listbox', { name: 'Parts of the framework' })
          .getByRole('option', { name: part })
          .first()
          .click();
        await page
          .getByRole('heading', { level: 2, name: /^(Crosswalk|Kind of moment)/ })
          .first()
          .waitFor();
      });
    });
  }

  async function addLaughter(draftId: string): Promise<void> {
    const answer = await mina.fetch(
      `/api/frameworkDrafts.get?input=${encodeURIComponent(JSON.stringify({ draftId }))}`,
    );
    const { content } = (await answer.json()).result.data;
    const laughter = {
      id: 'laughter',
      label: 'Laughter',
      description: 'They laugh together, and something loosens.',
      leadMs: 2_000,
      lagMs: 4_000,
    };
    await call(mina, 'frameworkDrafts.save', {
      draftId,
      content: { ...content, kinds: [...content.kinds, laughter] },
    });
  }

  test('mentoring', async ({ page }) => {
    for (const [date, endsAt, setting, groupSize, about] of [
      ['2026-08-04', '19:00', 'one-to-one', 1, 'First talk: what I want to hear in my own sessions.'],
      ['2026-09-09', '20:30', 'group', 6, 'Two recordings of the group, agreement by agreement.'],
      ['2026-11-17', '19:30', 'one-to-one', 1, 'The place after 3:19 in the one with the job in Leeds.'],
    ] as const) {
      const talk = { date, startsAt: '18:00', endsAt, setting, groupSize, about };
      const mentor = { mentor: 'Mina Okafor', mentorCredential: 'PCC' };
      await call(robin, 'mentoring.saveEntry', { id: newId(), ...talk, ...mentor });
    }
    await picture(page, robin, 'mentoring', async () => {
      await page.goto(`${robin.origin}/#/mentoring`);
      await page.getByRole('list', { name: 'Talks with mentors' }).getByRole('listitem').first().waitFor();
    });
  });

  for (const [tab, screen, sign] of [
    ['Between sessions', 'engagement-between', /^Version 1 of/],
    ['Partnership', 'engagement-partnership', /^Version 1 of/],
    ['Plan', 'engagement-plan', 'Phases'],
    ['Goals', 'engagement-goals', 'Milestones'],
    ['Client feedback', 'engagement-feedback', 'What was asked'],
  ] as const) {
    test(`engagement, ${tab}`, async ({ page }) => {
      const engagementId = await openEngagement(robin, sampleId);
      await picture(page, robin, screen, async () => {
        await page.goto(`${robin.origin}/#/engagements/${engagementId}`);
        await page.getByRole('tab', { name: tab }).click();
        await page.getByText(sign).first().waitFor();
      });
    });
  }

  test('self-check', async ({ page }) => {
    await picture(page, robin, 'self-check', async () => {
      await page.goto(`${robin.origin}/#/session/${sampleId}`);
      await page.getByRole('button', { name: 'Check yourself…' }).click();
      await page.getByRole('dialog', { name: 'Check yourself on this session' }).waitFor();
    });
  });

  test('care', async ({ page }) => {
    await call(robin, 'backups.make');
    await picture(page, robin, 'care', async () => {
      await page.goto(`${robin.origin}/#/care`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('listitem').first().waitFor();
    });
  });

  test('form', async ({ page }) => {
    await picture(page, robin, 'form', async () => {
      await openSession(page);
      await page.getByRole('region', { name: 'Reviews' }).getByRole('link', { name: 'Form' }).first().click();
      await heading(page, 'Session observation');
    });
  });

  test('mentoring log', async ({ page }) => {
    await picture(page, robin, 'mentoring-log', async () => {
      await page.goto(`${robin.origin}/#/mentoring/log`);
      await page.getByRole('heading', { level: 1, name: 'Mentoring log' }).waitFor();
    });
  });

  test('compare', async ({ page }) => {
    await picture(page, robin, 'compare', async () => {
      await page.goto(`${robin.origin}/#/session/${sampleId}/compare?framework=agreements-and-partnering@1`);
      await page.getByRole('list', { name: 'Reviewers' }).getByRole('listitem').nth(1).waitFor();
      // Who marked something alone is shown when it is computed.
      await page.getByText(/marked in common, \d+ by one alone/).waitFor();
    });
  });

  test('compare, trails', async ({ page }) => {
    await picture(page, robin, 'compare-trails', async () => {
      await page.goto(`${robin.origin}/#/session/${sampleId}/compare?framework=agreements-and-partnering@1`);
      const trails = page.getByRole('heading', { level: 2, name: 'Where the session went' });
      await trails.waitFor();
      await comeToRest(page);
      const { y = 0 } = (await trails.boundingBox()) ?? {};
      await page.mouse.move(400, 500);
      await page.mouse.wheel(0, y - 150);
    });
  });

  test('compare, agreement', async ({ page }) => {
    await picture(page, robin, 'compare-agreement', async () => {
      await page.goto(`${robin.origin}/#/session/${sampleId}/compare?framework=agreements-and-partnering@1`);
      const section = page.getByRole('region', { name: 'How far you agree' });
      await section.waitFor();
      await comeToRest(page);
      await section.getByText('Figures, for checklist').click();
      const { y = 0 } = (await section.boundingBox()) ?? {};
      await page.mouse.move(400, 500);
      await page.mouse.wheel(0, y - 150);
    });
  });

  test('compare, one competency', async ({ page }) => {
    await picture(page, robin, 'compare-competency', async () => {
      await page.goto(`${robin.origin}/#/session/${sampleId}/compare?framework=agreements-and-partnering@1`);
      const competency = page
        .getByRole('article')
        .filter({ has: page.getByRole('heading', { level: 4, name: 'Deeper theme' }) });
      await competency.waitFor();
      await comeToRest(page);
      // By the wheel, as a user does: the heading comes to stand below the player, which stays in view.
      const { y = 0 } = (await competency.boundingBox()) ?? {};
      await page.mouse.move(400, 500);
      await page.mouse.wheel(0, y - 150);
    });
  });

  test('trash', async ({ page }) => {
    await picture(page, robin, 'trash', async () => {
      await page.goto(`${robin.origin}/#/trash`);
      await page.getByRole('list', { name: 'Sessions in the trash' }).getByRole('listitem').nth(1).waitFor();
    });
  });

  const openSettings: Way = async (page) => {
    await page.goto(`${robin.origin}/#/settings`);
    await heading(page, 'Settings');
  };

  test('settings', async ({ page }) => {
    await picture(page, robin, 'settings', () => openSettings(page));
  });

  test('settings, keys', async ({ page }) => {
    await picture(page, robin, 'settings-keys', async () => {
      await openSettings(page);
      const keys = page.getByRole('region', { name: 'Keyboard' });
      await keys.getByRole('heading', { name: 'Playing' }).click();
      await keys.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    });
  });

  test('empty library', async ({ page }) => {
    await picture(page, mina, 'empty-library', async () => {
      await page.goto(mina.origin);
      await heading(page, 'Begin with a recorded session');
    });
  });

  test('a package that came', async ({ page }) => {
    await picture(page, mina, 'package', async () => {
      await page.goto(mina.origin);
      await heading(page, 'Begin with a recorded session');
      const dialog = page.getByRole('dialog', { name: 'A session was shared with you' });
      // The one of the picture before still waits for an answer.
      const refuse = page
        .getByRole('region', { name: 'Files being added' })
        .getByRole('button', { name: 'Not now' });
      if (await refuse.isVisible()) await refuse.click();
      await expect(refuse).toHaveCount(0);
      await page.getByLabel('Recordings or packages').setInputFiles(packed);
      await dialog.waitFor();
    });
  });
});

test.describe('a mentor with a trainee', () => {
  let mentors: Awaited<ReturnType<typeof openMentorsLibrary>>;
  test.beforeAll(async () => {
    mentors = await openMentorsLibrary();
  });
  test.afterAll(() => mentors?.mina.close());

  test('person', async ({ page }) => {
    const { mina, robinId } = mentors;
    await picture(page, mina, 'person', async () => {
      await page.goto(`${mina.origin}/#/people/${robinId}`);
      await page.getByRole('link', { name: /^Competency review of 3/ }).waitFor();
    });
  });

  test('competency review', async ({ page }) => {
    const { mina, competencyReviewId } = mentors;
    await picture(page, mina, 'competency-review', async () => {
      await page.goto(`${mina.origin}/#/competency-reviews/${competencyReviewId}`);
      await heading(page, 'Competency review');
    });
  });

  test('competency review, one competency', async ({ page }) => {
    const { mina, competencyReviewId } = mentors;
    await picture(page, mina, 'competency-review-evidence', async () => {
      await page.goto(`${mina.origin}/#/competency-reviews/${competencyReviewId}`);
      const competency = page.getByRole('heading', { level: 3, name: 'SA Session agreement' });
      await competency.waitFor();
      await comeToRest(page);
      await competency.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    });
  });

  test('competency reviews', async ({ page }) => {
    const { mina, robinId } = mentors;
    await picture(page, mina, 'competency-reviews', async () => {
      await page.goto(`${mina.origin}/#/competency-reviews?of=${robinId}`);
      await page.getByRole('list', { name: 'Competency reviews' }).waitFor();
      await page.getByRole('button', { name: 'Start a competency review' }).waitFor();
    });
  });
});

test.describe('a group that talks about its reviews', () => {
  let group: GatheredGroup;
  let address: string;
  test.beforeAll(async () => {
    group = await gatherGroup();
    address = `${group.mina.origin}/#/session/${group.sessionId}/debrief/${group.debriefId}`;
  });
  test.afterAll(() => group?.mina.close());

  const openStep = async (page: Page, name: string): Promise<void> => {
    await page.goto(address);
    const steps = page.getByRole('navigation', { name: 'Steps' });
    await steps.waitFor();
    await steps.getByRole('button', { name: 'Agenda' }).click();
    await page.getByRole('option').filter({ hasText: name }).first().click();
    await page.getByRole('listbox', { name: 'Agenda' }).press('Enter');
    await heading(page, name);
  };

  test('debrief, gathering', async ({ page }) => {
    await picture(page, group.mina, 'debrief-gathering', async () => {
      await page.goto(`${address}/gathering`);
      await heading(page, 'Gather the reviewers');
    });
  });

  test('debrief, agenda', async ({ page }) => {
    await call(group.mina, 'debriefs.begin', { sessionId: group.sessionId, debriefId: group.debriefId });
    await picture(page, group.mina, 'debrief-agenda', async () => {
      await page.goto(address);
      await page.getByRole('listbox', { name: 'Agenda' }).waitFor();
    });
  });

  test('debrief, hands', async ({ page }) => {
    await picture(page, group.mina, 'debrief-hands', async () => {
      await openStep(page, 'Deeper theme');
      const first = page.getByRole('textbox', { name: /^Hands for / }).first();
      if (!(await first.isVisible())) await page.keyboard.press('r');
      await page.keyboard.press('v');
      await expect(first).toBeFocused();
      await page.keyboard.type('2310');
      await expect(page.getByRole('button', { name: /^Show what/ })).toBeFocused();
    });
  });

  test('debrief, shown', async ({ page }) => {
    await picture(page, group.mina, 'debrief-shown', async () => {
      await openStep(page, 'Deeper theme');
      if (await page.getByRole('button', { name: /^Show what/ }).isVisible()) await page.keyboard.press('r');
      await page.getByRole('button', { name: 'Hide what was scored alone' }).waitFor();
      await page.keyboard.press('c');
      await page.keyboard.press('2');
      await page.keyboard.press('Enter');
      const note = page.getByRole('textbox', { name: 'Note on what the group says' });
      if ((await note.inputValue()) === '') {
        await page.keyboard.type('It is named once and heard; we would stay one breath longer.');
      }
      await page.keyboard.press('Escape');
      await expect(page.getByRole('status').filter({ hasText: 'Saving' })).toHaveCount(0);
    });
  });

  test('debrief, last round', async ({ page }) => {
    await picture(page, group.mina, 'debrief-last-round', async () => {
      await page.goto(address);
      await page
        .getByRole('navigation', { name: 'Steps' })
        .getByRole('button', { name: 'Last round' })
        .click();
      await heading(page, 'What do you take with you?');
      await page
        .getByRole('textbox', { name: 'Juno Reed' })
        .fill('Wait one breath after every “I have never”.');
      await page.getByRole('textbox', { name: 'Robin Hale' }).fill('Offer the choice before I choose.');
      await page.getByRole('textbox', { name: 'Robin Hale' }).blur();
      await expect(page.getByRole('status').filter({ hasText: 'Saving' })).toHaveCount(0);
    });
  });

  test('debrief, minutes', async ({ page }) => {
    await picture(page, group.mina, 'debrief-minutes', async () => {
      await page.goto(`${address}/minutes`);
      await heading(page, 'Minutes of a debrief');
    });
  });
});

test.describe('a trainee with references', () => {
  let calibrated: Awaited<ReturnType<typeof openCalibratedLibrary>>;
  test.beforeAll(async () => {
    calibrated = await openCalibratedLibrary();
  });
  test.afterAll(() => calibrated?.robin.close());

  test('calibration', async ({ page }) => {
    await picture(page, calibrated.robin, 'calibration', async () => {
      await page.goto(`${calibrated.robin.origin}/#/calibration`);
      await page.getByRole('table', { name: 'Drift by calibration session' }).waitFor();
    });
  });

  test('calibration, one session', async ({ page }) => {
    await picture(page, calibrated.robin, 'calibration-session', async () => {
      await page.goto(`${calibrated.robin.origin}/#/calibration`);
      const table = page.getByRole('table', { name: 'Competencies of Calibration 2: the quiet client' });
      await table.waitFor();
      await comeToRest(page);
      await table.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    });
  });
});
