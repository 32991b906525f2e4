import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SendBackRequest, ShareRequest } from '#shared/api-contract/exchange-contract';
import type { AuditEvent } from '#shared/model/audit';
import type { Consent } from '#shared/model/consent';
import type { Contact } from '#shared/model/contact';
import type { Person } from '#shared/model/profile';
import type { Review } from '#shared/model/review';
import { type SessionDocument, sessionDocumentSchema } from '#shared/model/session';
import type { EnvelopeKey } from '../../../../electron/backend/exchange/envelope';
import { createExports, type Exports } from '../../../../electron/backend/exchange/exports';
import { lockOf, unlockPackage } from '../../../../electron/backend/exchange/locked-package';
import { readPackage } from '../../../../electron/backend/exchange/package-reader';
import { createShare, type Share, type ShareLibrary } from '../../../../electron/backend/exchange/share';
import { makePrivateKeys, type PrivateKeys } from '../../../../electron/backend/identity/private-keys';
import { judgeSeal } from '../../../../electron/backend/identity/seal';
import { UserError } from '../../../../electron/backend/user-error';
import { temporaryFolders } from '../media/temporary-folder';
import {
  AT,
  idOf,
  MENTOR,
  REVIEW_ID,
  SESSION_ID,
  sampleContents,
  sampleFramework,
  sampleReview,
  sampleSession,
  TRAINEE,
} from './sample-contents';

const temporaryFolder = temporaryFolders();
let exports: Exports;
let exportsFolder: string;
let share: Share;
let state: {
  owner: typeof TRAINEE | undefined;
  session: SessionDocument;
  reviews: Review[];
  recordingPath: string | undefined;
  contacts: Contact[];
};
let keys: PrivateKeys;
let elsewhere: UserError | undefined;

const REQUEST: ShareRequest = {
  sessionId: SESSION_ID,
  purpose: 'mentor',
  framework: { id: 'agreements-and-partnering', edition: '1' },
  recording: { include: 'whole' },
  reviewId: REVIEW_ID,
  message: 'Please look.',
  replaceNames: false,
  protection: { type: 'none' },
  today: '2026-11-22',
};

/** What the session's history was told. */
let recorded: AuditEvent[];

beforeEach(async () => {
  const folder = await temporaryFolder();
  const { recording } = await sampleContents(folder);
  const framework = await sampleFramework();
  state = {
    owner: TRAINEE,
    session: sessionDocumentSchema.parse({
      ...sampleSession(),
      privateNotes: 'for me alone',
      deletions: [],
      origin: { type: 'own' },
    }),
    reviews: [sampleReview()],
    recordingPath: recording?.type === 'whole' ? recording.path : undefined,
    contacts: [],
  };
  keys = await makePrivateKeys();
  recorded = [];
  elsewhere = undefined;
  const library: ShareLibrary = {
    owner: () => state.owner,
    getSession: async () => state.session,
    getFramework: () => framework,
    getReview: async (reviewId) => {
      const review = state.reviews.find(({ id }) => id === reviewId);
      if (!review) throw new UserError('not-found', 'This review is not in the library any more.');
      return review;
    },
    listReviews: () =>
      state.reviews.map(({ id, sessionId, framework, reviewer, status }) => ({
        id,
        sessionId,
        framework,
        reviewer,
        status,
        independent: true,
      })),
    keys: async () => {
      if (elsewhere) throw elsewhere;
      return keys;
    },
    replacedNames: () => [{ name: 'Leeds', replacement: 'a city' }],
    record: async (_sessionId, event) => {
      recorded.push(event);
    },
    findContact: (profileId) => state.contacts.find(({ person }) => person.profileId === profileId),
    locateRecording: async () =>
      state.recordingPath === undefined ? undefined : { path: state.recordingPath },
  };
  let ids = 100;
  const newId = () => idOf(ids++);
  const now = () => new Date(AT);
  const log = { info() {}, error() {} };
  exportsFolder = join(folder, 'outgoing');
  exports = await createExports({ folder: exportsFolder, newId, now, log, emit() {} });
  share = createShare({ library, exports, newId, now, locatePlayed: library.locateRecording });
  return () => exports.close();
});

const finishOptions = { interval: 5, timeout: 60_000 };

async function finish({ exportId }: { exportId: string }) {
  return vi.waitUntil(() => exports.find(exportId), finishOptions);
}

async function read(started: { exportId: string }) {
  const { path, fileName } = await finish(started);
  return readPackage(path, fileName);
}

function draftOf(review: Review): Review {
  const { seal: _, ...head } = review as ReturnType<typeof sampleReview>;
  return { ...head, status: 'draft' };
}

describe('sharing', () => {
  it('packs the session with recording, framework and review', async () => {
    const started = await share.share(REQUEST);
    const { fileName, path, sizeBytes } = await finish(started);
    expect([fileName, sizeBytes]).toEqual(['Ana, third session.concordance', (await stat(path)).size]);
    const { manifest, session, reviews, framework } = await read(started);
    expect(manifest).toMatchObject({
      sender: TRAINEE,
      purpose: 'mentor',
      message: 'Please look.',
      recording: 'whole',
      reviewWithheld: false,
    });
    expect([session, reviews, framework]).toEqual([
      sampleSession(),
      [sampleReview()],
      await sampleFramework(),
    ]);
    expect(JSON.stringify([manifest, session])).not.toContain('for me alone');
  });

  it.each<[string, () => Review, boolean]>([
    ['a submitted review is held back', () => sampleReview(), true],
    ['a draft is held back', () => draftOf(sampleReview()), true],
    ['there is none of one’s own', () => sampleReview({ reviewer: MENTOR }), false],
    ['it is of another framework', () => sampleReview({ framework: { id: 'other', edition: '1' } }), false],
  ])('says whether a review is withheld: %s', async (_name, review, withheld) => {
    state.reviews = [review()];
    const { reviewId: _, ...request } = REQUEST;
    const { manifest, reviews } = await read(
      await share.share({ ...request, recording: { include: 'none' } }),
    );
    expect([manifest.reviewWithheld, reviews, manifest.recording]).toEqual([withheld, [], 'none']);
  });

  it.each<[string, Partial<Consent>, Partial<ShareRequest>, string]>([
    ['is not recorded', { status: 'not-recorded' }, {}, 'No consent of the client is recorded'],
    ['was withdrawn', { status: 'withdrawn' }, {}, 'The client has withdrawn consent'],
    ['has ended', { validUntil: '2026-11-21' }, {}, 'The client’s consent ended on 2026-11-21.'],
    ['is for other uses', {}, { purpose: 'group' }, 'does not cover this use: group debrief'],
    [
      'is not for credentials',
      {},
      { purpose: 'credential' },
      'does not cover this use: credential submission',
    ],
  ])('is stopped when consent %s', async (_name, consent, request, reason) => {
    state.session = { ...state.session, consent: { ...state.session.consent, ...consent } };
    const sharing = share.share({ ...REQUEST, ...request });
    await expect(sharing).rejects.toThrow(reason);
    await expect(sharing).rejects.toThrow('“Ana, third session” was not shared.');
    await expect(sharing).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('on the last day of consent is allowed', async () => {
    await expect(share.share({ ...REQUEST, today: '2027-11-20' })).resolves.toBeDefined();
  });

  it('refuses a draft, another’s review, and one of another session or framework', async () => {
    state.reviews = [draftOf(sampleReview())];
    await expect(share.share(REQUEST)).rejects.toThrow('still a draft. Submit it first');
    state.reviews = [sampleReview({ reviewer: MENTOR })];
    await expect(share.share(REQUEST)).rejects.toThrow('This review is by Mina.');
    state.reviews = [sampleReview({ sessionId: idOf(40) })];
    await expect(share.share(REQUEST)).rejects.toThrow('of another session or framework');
    state.reviews = [sampleReview({ framework: { id: 'other', edition: '1' } })];
    await expect(share.share(REQUEST)).rejects.toThrow('of another session or framework');
  });

  it('refuses a review whose seal does not fit its content any more', async () => {
    const review = sampleReview();
    state.reviews = [{ ...review, content: { ...review.content, moments: {} } }];
    await expect(share.share(REQUEST)).rejects.toThrow('The seal of this review does not fit any more');
  });

  it('refuses to include a recording that is not here, and a sender without a name', async () => {
    state.recordingPath = undefined;
    await expect(share.share(REQUEST)).rejects.toThrow('was never shared with you');
    state.owner = undefined;
    await expect(share.share(REQUEST)).rejects.toThrow('Say who you are');
  });
});

describe('a protected package', () => {
  const contactOf = (person: Person, { publicKeys }: PrivateKeys): Contact => ({
    person,
    publicKeys,
    addedAt: AT,
    verifiedAt: null,
    offeredKeys: null,
    earlierKeys: [],
  });

  async function openWith(path: string, key: EnvelopeKey): Promise<unknown> {
    const staged = join(await temporaryFolder(), 'file');
    await copyFile(path, staged);
    const opened = await unlockPackage(staged, 'x', key, { signal: new AbortController().signal });
    if (opened === undefined) return 'locked';
    expect(existsSync(staged)).toBe(false);
    return (await readPackage(opened, 'x')).manifest.sender.name;
  }

  it('opens for the contacts it is for and for its sender, and for nobody else', async () => {
    const [mentor, stranger] = await Promise.all([makePrivateKeys(), makePrivateKeys()]);
    state.contacts = [contactOf(MENTOR, mentor)];
    const protection = { type: 'contacts' as const, profileIds: [MENTOR.profileId] };
    const { path, fileName } = await finish(await share.share({ ...REQUEST, protection }));
    expect(fileName).toBe('Ana, third session.concordance');
    expect(await lockOf(path, fileName)).toBe('keys');
    expect((await readFile(path)).includes('manifest.json')).toBe(false);
    const opened = [mentor, keys, stranger].map((who) => openWith(path, { identity: who.ageIdentity }));
    expect(await Promise.all(opened)).toEqual(['Tara', 'Tara', 'locked']);
  });

  it('opens with its passphrase', async () => {
    const protection = { type: 'passphrase' as const, passphrase: 'moss lantern' };
    const { path } = await finish(
      await share.share({ ...REQUEST, recording: { include: 'none' }, protection }),
    );
    expect(await lockOf(path, 'x')).toBe('passphrase');
    expect(await openWith(path, { passphrase: 'moss-lantern' })).toBe('locked');
    expect(await openWith(path, { passphrase: 'moss lantern' })).toBe('Tara');
  }, 120_000);

  it('is refused at once for someone who is no contact, and without the keys of this library', async () => {
    const protection = { type: 'contacts' as const, profileIds: [MENTOR.profileId] };
    await expect(share.share({ ...REQUEST, protection })).rejects.toThrow('not among your contacts');
    elsewhere = new UserError('conflict', 'The keys of this library are not on this machine.');
    await expect(share.share(REQUEST)).rejects.toThrow('not on this machine');
    expect(exports.list()).toEqual([]);
  });
});

function returning(reviewId: string, message = ''): SendBackRequest {
  return { reviewId, message, replaceNames: false, protection: { type: 'none' } };
}

describe('sending a review back', () => {
  beforeEach(() => {
    state.owner = MENTOR;
    state.reviews = [sampleReview({ id: idOf(3), reviewer: MENTOR })];
    state.session = {
      ...state.session,
      consent: { status: 'not-recorded', uses: [], note: '' },
      origin: { type: 'received', from: TRAINEE, at: AT },
    };
  });

  it('packs the review alone, with no need of consent', async () => {
    const started = await share.sendBack(returning(idOf(3), 'Well done'));
    expect((await finish(started)).fileName).toBe('Ana, third session – review by Mina.concordance');
    const { manifest, reviews, session } = await read(started);
    expect(manifest).toMatchObject({
      sender: MENTOR,
      purpose: 'return',
      message: 'Well done',
      recording: 'none',
    });
    expect(reviews).toEqual(state.reviews);
    expect(session.recording.storage).toBe('absent');
    expect(JSON.stringify(session)).not.toContain('for me alone');
  });

  it('refuses a draft, another’s review, and a session that came from nobody', async () => {
    state.reviews = [draftOf(sampleReview({ id: idOf(3), reviewer: MENTOR }))];
    await expect(share.sendBack(returning(idOf(3)))).rejects.toThrow('still a draft');
    state.reviews = [sampleReview()];
    await expect(share.sendBack(returning(REVIEW_ID))).rejects.toThrow('is by Tara');
    state.reviews = [sampleReview({ id: idOf(3), reviewer: MENTOR })];
    state.session = { ...state.session, origin: { type: 'own' } };
    await expect(share.sendBack(returning(idOf(3)))).rejects.toThrow('came from nobody');
  });
});

describe('sharing only what the evidence needs', () => {
  const moment = idOf(20);
  const excerpts = (momentIds: string[], paddingMs = 500): ShareRequest => ({
    ...REQUEST,
    recording: { include: 'excerpts', momentIds, paddingMs },
  });

  beforeEach(async () => {
    const path = join(import.meta.dirname, '../../../fixtures/media/beeps.m4a');
    const bytes = await readFile(path);
    state.recordingPath = path;
    state.session = {
      ...state.session,
      recording: {
        ...state.session.recording,
        container: 'mp4',
        mimeType: 'audio/mp4',
        durationMs: 6_000,
        sizeBytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    };
    const review = sampleReview();
    const [own] = Object.values(review.content.moments);
    if (!own) throw new Error('the sample review has a moment');
    const content = { ...review.content, moments: { [own.id]: { ...own, startMs: 1_500, endMs: 2_500 } } };
    state.reviews = [draftOf({ ...review, content })];
  });

  it('packs the stretches around the chosen moments, of a draft as well', async () => {
    const { reviewId: _, ...request } = excerpts([moment]);
    const { exportId } = await share.share(request);
    const done = await vi.waitUntil(() => exports.find(exportId), { timeout: 8_000, interval: 20 });
    const read = await readPackage(done.path, 'Ana');
    expect(read.manifest.recording).toBe('excerpts');
    expect(read.reviews).toEqual([]);
    expect(read.session.recording).toMatchObject({
      storage: 'excerpts',
      durationMs: 6_000,
      excerpts: [{ startMs: 1_000, endMs: 3_000, extension: 'm4a' }],
    });
    expect(await readdir(dirname(done.path))).toEqual([exportId]);
  });

  it('refuses moments that are not in a review of one’s own', async () => {
    const { reviewId: _, ...request } = excerpts([moment, idOf(77)]);
    await expect(share.share(request)).rejects.toThrow('is in no review of yours');
    state.reviews = [sampleReview({ reviewer: MENTOR })];
    await expect(share.share({ ...request, recording: excerpts([moment]).recording })).rejects.toThrow(
      'is in no review of yours',
    );
  });

  it('refuses to pass on what came in parts, whole or in parts', async () => {
    state.recordingPath = undefined;
    state.session = {
      ...state.session,
      origin: { type: 'received', from: MENTOR, at: AT },
      recording: { ...state.session.recording, storage: 'excerpts' },
    };
    const { reviewId: _, ...request } = excerpts([moment]);
    const reason = 'Only parts of the recording of “Ana, third session” were shared with you by Mina';
    await expect(share.share(request)).rejects.toThrow(reason);
    await expect(share.share({ ...request, recording: { include: 'whole' } })).rejects.toThrow(reason);
  });

  it('says what fails while it cuts, and leaves nothing behind', async () => {
    state.session = {
      ...state.session,
      recording: { ...state.session.recording, sizeBytes: state.session.recording.sizeBytes - 1 },
    };
    const { reviewId: _, ...request } = excerpts([moment]);
    const { exportId } = await share.share(request);
    await vi.waitUntil(() => exports.list().some((job) => job.phase === 'failed'), { timeout: 5_000 });
    expect(exports.list()[0]).toMatchObject({
      id: exportId,
      message: expect.stringContaining('is not what it was when it was added'),
    });
    expect(await readdir(exportsFolder)).toEqual([]);
  });
});

describe('without names', () => {
  const NAMED = { ...REQUEST, replaceNames: true, message: 'Tara asks you: is Ana’s part in Leeds clear?' };

  beforeEach(() => {
    state.session = { ...state.session, title: 'Ana and Tara', coach: 'Tara', clientAlias: 'Ana' };
    const review = sampleReview();
    const [moment] = Object.values(review.content.moments);
    if (!moment) throw new Error('The sample has a moment');
    const quote = 'ANA said: I, Ana, moved to Leeds; Anabel stayed.';
    state.reviews = [
      sampleReview({
        content: { ...review.content, moments: { [moment.id]: { ...moment, quote, note: 'tara heard it' } } },
      }),
    ];
  });

  it('nothing in the package names anybody', async () => {
    const { manifest, session, reviews } = await read(await share.share(NAMED));
    const all = JSON.stringify({ manifest, session, reviews });
    expect(all).not.toMatch(/\b(tara|ana|leeds)\b/i);
    expect(session).toMatchObject({ title: 'Client and Coach', coach: 'Coach', clientAlias: 'Client' });
    expect(manifest.message).toBe('Coach asks you: is Client’s part in a city clear?');
    expect(all).toContain('Client said: I, Client, moved to a city; Anabel stayed.');
    expect(manifest.namesReplaced).toBe(true);
  });

  it('the file has no name in its name either', async () => {
    expect((await finish(await share.share(NAMED))).fileName).toBe('Client and Coach.concordance');
  });

  it('a review is a copy of its own, sealed by its author, the same every time', async () => {
    const first = await read(await share.share(NAMED));
    const second = await read(await share.share(NAMED));
    const [copy] = first.reviews;
    expect(copy).toMatchObject({ namesReplacedIn: REVIEW_ID, reviewer: { name: 'Coach' } });
    expect(copy?.id).not.toBe(REVIEW_ID);
    expect(copy && judgeSeal(copy)).toBe('signed');
    expect(second.reviews).toEqual(first.reviews);
  });
});

describe('what leaves the library', () => {
  it('stands in the history of the session before it can be fetched', async () => {
    await finish(await share.share(REQUEST));
    expect(recorded).toEqual([
      {
        type: 'shared',
        recording: 'whole',
        reviewIds: [REVIEW_ID],
        purpose: 'mentor',
        protection: 'none',
        to: [],
        namesReplaced: false,
      },
    ]);
  });
});
