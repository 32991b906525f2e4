import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyStanding } from '#shared/model/contact';
import type { Framework } from '#shared/model/framework';
import { packageInspectionSchema } from '#shared/model/package';
import type { Person, PublicKeys } from '#shared/model/profile';
import type { SubmittedReview } from '#shared/model/review';
import {
  createPackageIntake,
  type PackageIntake,
} from '../../../../electron/backend/exchange/package-intake';
import type { KnownSession, PackageLibrary } from '../../../../electron/backend/exchange/package-library';
import { type PackageContents, writePackage } from '../../../../electron/backend/exchange/package-writer';
import { UserError } from '../../../../electron/backend/user-error';
import { temporaryFolders } from '../media/temporary-folder';
import {
  AT,
  idOf,
  MENTOR,
  packageKeysOf,
  RECORDING,
  REVIEW_ID,
  SESSION_ID,
  sampleContents,
  sampleFramework,
  sampleReview,
  sampleSession,
  TRAINEE,
} from './sample-contents';

const temporaryFolder = temporaryFolders();

/** A library in memory, but for recordings, which are files. */
class MemoryLibrary implements PackageLibrary {
  session: KnownSession = { state: 'absent' };
  readonly reviews = new Map<string, SubmittedReview>();
  readonly drafts = new Set<string>();
  framework: Framework | undefined;
  readonly stored: Parameters<PackageLibrary['storePackage']>[0][] = [];

  readonly contacts = new Map<string, PublicKeys>();
  ownKey: { ageIdentity: string } | { missing: string } = { missing: 'There is no key here.' };

  constructor(private readonly folder: string) {}

  async ownAgeKey() {
    return this.ownKey;
  }

  standingOf(profileId: string, signingKey: string | null): KeyStanding {
    if (signingKey === null) return 'unsigned';
    const known = this.contacts.get(profileId);
    if (!known) return 'unknown';
    return known.signingKey === signingKey ? 'known' : 'changed';
  }

  knowsKeyOf(profileId: string): boolean {
    return this.contacts.has(profileId);
  }

  async rememberSender({ profileId }: Person, publicKeys: PublicKeys): Promise<void> {
    if (!this.contacts.has(profileId)) this.contacts.set(profileId, publicKeys);
  }

  async findSession(sessionId: string): Promise<KnownSession> {
    return sessionId === SESSION_ID ? this.session : { state: 'absent' };
  }

  async findReview(reviewId: string) {
    if (this.drafts.has(reviewId)) return { status: 'draft' as const };
    const review = this.reviews.get(reviewId);
    return review && { status: 'submitted' as const, contentSha256: review.seal.contentSha256 };
  }

  findFramework(): Framework | undefined {
    return this.framework;
  }

  async storePackage(input: Parameters<PackageLibrary['storePackage']>[0]): Promise<void> {
    this.stored.push(input);
    const { storage: _, excerpts: _none, ...recording } = input.session.recording;
    if (input.recording?.type === 'whole') {
      await rename(input.recording.stagedPath, join(this.folder, 'recording'));
      this.session = { state: 'present', recording: { ...recording, storage: 'copied' } };
    } else if (input.recording) {
      const excerpts = [...input.recording.excerpts];
      this.session = { state: 'present', recording: { ...recording, storage: 'excerpts', excerpts } };
    } else if (this.session.state === 'absent') {
      this.session = { state: 'present', recording: { ...recording, storage: 'absent' } };
    }
    for (const review of input.reviews) this.reviews.set(review.id, review);
    this.framework ??= input.framework;
  }
}

let folder: string;
let path: string;
let library: MemoryLibrary;
let intake: PackageIntake;

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'staged'));
  path = join(folder, 'staged', 'file');
  library = new MemoryLibrary(folder);
  intake = createPackageIntake({ library, now: () => new Date(AT) });
});

/** Puts a package where an import would have staged it. */
async function stage(changes: Partial<PackageContents> = {}, withRecording = true): Promise<void> {
  const { recording, ...contents } = await sampleContents(folder, changes);
  await writePackage(
    { ...contents, ...(withRecording && recording && { recording }) },
    path,
    join(folder, 'tmp'),
  );
}

const mentorReview = () => sampleReview({ id: idOf(3), reviewer: MENTOR });

describe('a package from someone else', () => {
  it('is shown with what it would change, and nothing is stored', async () => {
    await stage();
    const inspection = await intake.inspect(path, 'Ana.concordance');
    expect(packageInspectionSchema.parse(inspection)).toEqual(inspection);
    expect(inspection.effect).toEqual({
      session: 'new',
      newReviews: 1,
      knownReviews: 0,
      bringsRecording: true,
      newFramework: true,
    });
    expect(inspection.frameworkTitle).toBe((await sampleFramework()).title);
    expect(inspection.reviews).toEqual([
      {
        id: REVIEW_ID,
        sessionId: SESSION_ID,
        framework: { id: 'agreements-and-partnering', edition: '1' },
        reviewer: TRAINEE,
        status: 'submitted',
        submittedAt: AT,
        independent: true,
        seal: 'signed',
        authorKey: 'unknown',
      },
    ]);
    expect(JSON.stringify(inspection)).not.toContain('She asked');
    expect(library.stored).toEqual([]);
  });

  it('is stored whole', async () => {
    await stage();
    expect(await intake.accept(path, 'Ana.concordance', false)).toBe(SESSION_ID);
    expect(library.stored).toEqual([
      {
        session: sampleSession(),
        framework: await sampleFramework(),
        reviews: [sampleReview()],
        recording: { type: 'whole', stagedPath: join(folder, 'staged', 'media-1') },
        sender: TRAINEE,
        at: AT,
      },
    ]);
    expect((await readFile(join(folder, 'recording'))).equals(RECORDING)).toBe(true);
  });

  it('twice changes nothing', async () => {
    await stage();
    await intake.accept(path, 'Ana.concordance', false);
    expect((await intake.inspect(path, 'Ana.concordance')).effect).toEqual({
      session: 'joins-existing',
      newReviews: 0,
      knownReviews: 1,
      bringsRecording: false,
      newFramework: false,
    });
    expect(await intake.accept(path, 'Ana.concordance', false)).toBe(SESSION_ID);
    expect(library.stored).toHaveLength(1);
    expect(existsSync(join(folder, 'staged', 'recording'))).toBe(false);
  });

  it('without its recording makes a session without one, and a later one brings it', async () => {
    await stage({ reviews: [] }, false);
    expect((await intake.inspect(path, 'Ana')).effect).toMatchObject({
      session: 'new',
      bringsRecording: false,
    });
    await intake.accept(path, 'Ana', false);
    expect(library.stored[0]).toMatchObject({ session: { recording: { storage: 'absent' } } });
    expect(library.stored[0]).not.toHaveProperty('recording');

    await stage({ reviews: [] });
    expect((await intake.inspect(path, 'Ana')).effect).toMatchObject({
      session: 'joins-existing',
      bringsRecording: true,
    });
    await intake.accept(path, 'Ana', false);
    expect(library.session).toMatchObject({ recording: { storage: 'copied' } });
  });
});

describe('who signed a package', () => {
  const inspect = () => intake.inspect(path, 'Ana');

  it('is remembered when it is taken in, and not before', async () => {
    await stage();
    expect(await inspect()).toMatchObject({ senderKey: 'unknown', needsConfirmation: false });
    expect(library.contacts.size).toBe(0);
    await intake.accept(path, 'Ana', false);
    expect(library.contacts.get(TRAINEE.profileId)).toEqual(packageKeysOf(TRAINEE).publicKeys);
    expect(await inspect()).toMatchObject({
      senderKey: 'known',
      reviews: [{ authorKey: 'known' }],
      needsConfirmation: false,
    });
  });

  it('is flagged with another key than the known one, and then needs a second word', async () => {
    library.contacts.set(TRAINEE.profileId, packageKeysOf(MENTOR).publicKeys);
    await stage();
    expect(await inspect()).toMatchObject({
      senderKey: 'changed',
      reviews: [{ authorKey: 'changed' }],
      needsConfirmation: true,
    });
    await expect(intake.accept(path, 'Ana', false)).rejects.toThrow('may be passing for another person');
    expect([library.stored, existsSync(join(folder, 'staged', 'media-1'))]).toEqual([[], false]);
    await intake.accept(path, 'Ana', true);
    expect(library.stored).toHaveLength(1);
    expect(library.contacts.get(TRAINEE.profileId)).toEqual(packageKeysOf(MENTOR).publicKeys);
  });

  it('is flagged when a review is sealed with another key than its author’s', async () => {
    library.contacts.set(MENTOR.profileId, packageKeysOf(TRAINEE).publicKeys);
    await stage({ reviews: [sampleReview(), mentorReview()] });
    expect(await inspect()).toMatchObject({
      senderKey: 'unknown',
      reviews: [{ authorKey: 'unknown' }, { authorKey: 'changed' }],
      needsConfirmation: true,
    });
  });

  it('is flagged when the two signatures of someone new are not with one key', async () => {
    await stage({ keys: packageKeysOf(MENTOR) });
    expect(await inspect()).toMatchObject({
      senderKey: 'unknown',
      reviews: [{ authorKey: 'changed' }],
      needsConfirmation: true,
    });
  });
});

describe('a review that comes back', () => {
  beforeEach(async () => {
    library.session = { state: 'present', recording: sampleSession().recording };
    library.framework = await sampleFramework();
    library.reviews.set(REVIEW_ID, sampleReview());
  });

  it('joins its session', async () => {
    await stage({ reviews: [mentorReview()], sender: MENTOR, purpose: 'return' }, false);
    expect((await intake.inspect(path, 'back')).effect).toEqual({
      session: 'joins-existing',
      newReviews: 1,
      knownReviews: 0,
      bringsRecording: false,
      newFramework: false,
    });
    await intake.accept(path, 'back', false);
    expect(library.stored).toEqual([
      { session: expect.anything(), reviews: [mentorReview()], sender: MENTOR, at: AT },
    ]);
  });

  it('does not replace one that is here with other content', async () => {
    await stage({ reviews: [sampleReview({ createdAt: '2026-11-21T00:00:00.000Z' })] }, false);
    const refusal = 'the review by Tara is here already with other content';
    await expect(intake.inspect(path, 'back')).rejects.toThrow(refusal);
    await expect(intake.accept(path, 'back', false)).rejects.toThrow(refusal);
    expect(library.stored).toEqual([]);
  });

  it('does not take the place of a draft', async () => {
    library.drafts.add(idOf(3));
    await stage({ reviews: [mentorReview()] }, false);
    await expect(intake.inspect(path, 'back')).rejects.toThrow('is here already with other content');
  });

  it('of a session with another recording here is refused', async () => {
    library.session = {
      state: 'present',
      recording: { ...sampleSession().recording, sha256: 'b'.repeat(64) },
    };
    await stage({ reviews: [mentorReview()] }, false);
    await expect(intake.inspect(path, 'back')).rejects.toThrow(
      '“back” cannot be added: the session “Ana, third session” is here already with another recording',
    );
  });

  it('of a session in the trash is shown so, and stored only after it is restored', async () => {
    library.session = { state: 'in-trash' };
    await stage({ reviews: [mentorReview()] });
    expect((await intake.inspect(path, 'back')).effect.session).toBe('in-trash');
    await expect(intake.accept(path, 'back', false)).rejects.toThrow(
      'its session “Ana, third session” is in the trash. Restore it there, then open the package again.',
    );
    expect([library.stored, existsSync(join(folder, 'staged', 'recording'))]).toEqual([[], false]);
  });
});

describe('a review that does not fit', () => {
  it.each([
    [
      'a moment beyond the recording',
      { startMs: 59_000, endMs: 60_001 },
      'reaches beyond the end of the recording',
    ],
    ['a kind that the framework lacks', { kind: 'applause' }, 'no kind of moment called “applause”'],
    ['an indicator that the framework lacks', { indicators: ['ZZ.9'] }, 'no indicator ZZ.9'],
    ['a moment under another id', { id: idOf(77) }, 'filed under another moment’s id'],
  ])('because of %s is refused', async (_name, changes, reason) => {
    const { content } = sampleReview();
    const [moment] = Object.values(content.moments);
    if (!moment) throw new Error('the sample has a moment');
    const review = sampleReview({
      content: { ...content, moments: { [moment.id]: { ...moment, ...changes } } },
    });
    await stage({ reviews: [review] }, false);
    const refusal = await intake.inspect(path, 'x').then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(UserError);
    expect(String(refusal)).toContain(reason);
  });
});
