import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPackageIntake } from '../../../../electron/backend/exchange/package-intake';
import { writePackage } from '../../../../electron/backend/exchange/package-writer';
import type { Library } from '../../../../electron/backend/library/library';
import { packageLibraryOf } from '../../../../electron/backend/library/library-doors';
import {
  AT,
  idOf,
  MENTOR,
  SESSION_ID,
  sampleContents,
  sampleReview,
  sampleSession,
} from '../exchange/sample-contents';
import { temporaryFolders } from '../media/temporary-folder';
import {
  edit,
  findTraces,
  makeQuotingLibrary,
  mentorsReview,
  quoting,
  reopen,
  VOICE,
} from './quoting-library';
import { sessionNumber } from './test-library';

const makeFolder = temporaryFolders();

describe('a withdrawal of consent', () => {
  it('leaves no byte of the recording and no word of the client in the library’s folder', async () => {
    const { folder, library } = await makeQuotingLibrary(await makeFolder());
    expect(await findTraces(folder)).not.toEqual([]);
    await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    expect(await findTraces(folder)).toEqual([]);
    await library.close();
    expect(await findTraces(folder)).toEqual([]);
  });

  it('leaves a dated record of what was deleted, in the session and in its list', async () => {
    const { library } = await makeQuotingLibrary(await makeFolder());
    const session = await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    const deletion = {
      reason: 'consent-withdrawn',
      recording: 'deleted',
      recordingBytes: VOICE.byteLength,
      quotes: 3,
    };
    expect(session).toMatchObject({
      consent: { status: 'withdrawn', uses: ['self-review', 'mentor'] },
      recording: { storage: 'deleted' },
      deletions: [{ ...deletion, at: expect.any(String), finishedAt: expect.any(String) }],
    });
    expect(library.index.find(SESSION_ID)).toMatchObject({
      recordingStorage: 'deleted',
      lastDeletion: deletion,
    });
    const { entries } = await library.audit.list(SESSION_ID);
    const deletionAt = session.deletions[0]?.at;
    expect(entries.map(({ event }) => event).slice(-2)).toEqual([
      { type: 'consent-withdrawn', deletionAt },
      { type: 'recording-deleted', deletionAt, ...deletion },
    ]);
    await library.close();
  });

  it('takes the quotes out of a sealed review, says so under the owner’s signature, and keeps all else', async () => {
    const { library } = await makeQuotingLibrary(await makeFolder());
    await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    await library.desk.revealOthers(SESSION_ID);
    const { review, seal } = await library.desk.read(idOf(2));
    expect(seal).toBe('redacted');
    const { moments, ...rest } = mentorsReview().content;
    expect(review.content).toEqual({
      ...rest,
      moments: { ...moments, [idOf(21)]: { ...quoting(21), quote: '' } },
    });
    await library.reviews.release(idOf(2));
    const stored = JSON.parse(await readFile(library.layout.session(SESSION_ID).review(idOf(2)), 'utf8'));
    const { publicKeys } = await library.identity.keys();
    expect(stored.redaction).toMatchObject({
      removedQuotes: 1,
      by: library.profile.person,
      signature: { signingKey: publicKeys.signingKey },
    });
    await library.close();
  });

  it('does not make a broken seal look whole', async () => {
    const { folder, library, layout } = await makeQuotingLibrary(await makeFolder());
    await library.close();
    const stored = JSON.parse(await readFile(layout.review(idOf(2)), 'utf8'));
    stored.review.content.feedback.strengths = 'Changed by other hands';
    await writeFile(layout.review(idOf(2)), JSON.stringify(stored));
    const again = await reopen(folder);
    await again.deleteRecording(SESSION_ID, 'consent-withdrawn');
    await again.desk.revealOthers(SESSION_ID);
    expect((await again.desk.read(idOf(2))).seal).toBe('broken');
    expect(await findTraces(folder)).toEqual([]);
    await again.close();
  });

  it('leaves a draft that can be worked on, with no way back to a quote and none to a new one', async () => {
    const { library, draftId } = await makeQuotingLibrary(await makeFolder());
    await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    const { history, lastSeq } = await library.desk.read(draftId);
    expect(lastSeq).toBe(4);
    expect([history.done.length, history.undone.length]).toEqual([2, 1]);
    await library.desk.append(draftId, [{ type: 'redo', seq: 5, stepId: idOf(903) }]);
    await expect(library.desk.append(draftId, [edit(6, 34)])).rejects.toMatchObject({ code: 'forbidden' });
    const { review } = await library.desk.read(draftId);
    expect(Object.values(review.content.moments).map(({ quote, note }) => [quote, note])).toEqual(
      Array(3).fill(['', 'The coach waits']),
    );
    await library.close();
  });

  it('leaves a linked original where it is and tells its path beforehand', async () => {
    const original = join(await makeFolder(), 'original.mp3');
    await writeFile(original, VOICE);
    const { recording } = sessionNumber(1);
    const { folder, library, layout } = await makeQuotingLibrary(await makeFolder(), {
      recording: { ...recording, storage: 'linked' },
    });
    const link = { schemaVersion: 1, path: original, sizeBytes: 1, durationMs: 1, sha256: recording.sha256 };
    await writeFile(layout.recordingLink, JSON.stringify(link));
    expect(await library.deletions.plan(SESSION_ID)).toEqual({
      recording: 'unlinked',
      recordingBytes: 0,
      originalPath: original,
      quotes: 3,
      reviewsWithQuotes: 2,
    });
    const session = await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    expect(session.deletions).toMatchObject([{ recording: 'unlinked', recordingBytes: 0 }]);
    expect((await stat(original)).size).toBe(VOICE.byteLength);
    expect(await findTraces(folder)).toEqual([]);
    await library.close();
  });

  it('stays on record as it is', async () => {
    const { library } = await makeQuotingLibrary(await makeFolder());
    const { consent } = await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    const given = { ...consent, status: 'given' as const };
    await expect(library.updateSession(SESSION_ID, { consent: given })).rejects.toThrow(/withdrew consent/);
    await library.updateSession(SESSION_ID, { consent: { ...consent, note: 'By letter' } });
    await library.close();
  });

  it('asked for twice is done once', async () => {
    const { library } = await makeQuotingLibrary(await makeFolder());
    const [first, second] = await Promise.all([
      library.deleteRecording(SESSION_ID, 'consent-withdrawn'),
      library.deleteRecording(SESSION_ID, 'consent-withdrawn'),
    ]);
    expect(second).toEqual(first);
    await library.close();
  });

  it('changes nothing where a review was saved by a newer version of the program', async () => {
    const { folder, library, layout } = await makeQuotingLibrary(await makeFolder());
    await library.close();
    const stored = JSON.parse(await readFile(layout.review(idOf(2)), 'utf8'));
    await writeFile(layout.review(idOf(2)), JSON.stringify({ ...stored, schemaVersion: 99 }));
    const again = await reopen(folder);
    await expect(again.deleteRecording(SESSION_ID, 'consent-withdrawn')).rejects.toThrow(/newer version/);
    expect((await again.sessions.get(SESSION_ID)).deletions).toEqual([]);
    await again.close();
  });
});

describe('deleting the recording', () => {
  it('after the consent has ended takes the quotes too', async () => {
    const { folder, library } = await makeQuotingLibrary(await makeFolder());
    const session = await library.deleteRecording(SESSION_ID, 'consent-expired');
    expect(session).toMatchObject({ consent: { status: 'given' }, deletions: [{ quotes: 3 }] });
    expect(await findTraces(folder)).toEqual([]);
    await library.close();
  });

  it('by choice leaves the reviews as they are', async () => {
    const { library, draftId } = await makeQuotingLibrary(await makeFolder());
    const session = await library.deleteRecording(SESSION_ID, 'chosen');
    expect(session).toMatchObject({ recording: { storage: 'deleted' }, deletions: [{ quotes: 0 }] });
    await library.desk.append(draftId, [edit(5, 35)]);
    await library.desk.revealOthers(SESSION_ID);
    expect((await library.desk.read(idOf(2))).seal).toBe('signed');
    await expect(library.deleteRecording(SESSION_ID, 'chosen')).rejects.toThrow(/There is no recording/);
    await library.close();
  });
});

describe('a later package of a session whose client withdrew', () => {
  async function makePackage(): Promise<string> {
    const folder = await makeFolder();
    const path = join(folder, 'later.concordance');
    const later = sampleReview({ id: idOf(3), reviewer: MENTOR, content: mentorsReview().content });
    await writePackage(await sampleContents(folder, { reviews: [later] }), path, `${path}.tmp`);
    return path;
  }

  function intakeOf(library: Library) {
    return createPackageIntake({ library: packageLibraryOf(library), now: () => new Date() });
  }

  it('is refused with the reason, and nothing of it is offered', async () => {
    const { folder, library } = await makeQuotingLibrary(await makeFolder());
    const path = await makePackage();
    await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    for (const take of [intakeOf(library).inspect, intakeOf(library).accept]) {
      await expect(take(path, 'later.concordance', false)).rejects.toThrow(
        /^“later\.concordance” cannot be added: the client withdrew consent for the session “Ana, third session”, and its recording and quotes were deleted here on \d{4}-\d\d-\d\d\./,
      );
    }
    expect(await findTraces(folder)).toEqual([]);
    await library.close();
  });

  it('is refused after the session was deleted for good too', async () => {
    const { library } = await makeQuotingLibrary(await makeFolder());
    await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    await library.moveToTrash(SESSION_ID);
    await library.emptyTrash();
    await expect(intakeOf(library).inspect(await makePackage(), 'later.concordance')).rejects.toThrow(
      /the client withdrew consent/,
    );
    await library.close();
  });

  it('that was agreed to just before is not stored after', async () => {
    const { folder, library } = await makeQuotingLibrary(await makeFolder());
    const storing = packageLibraryOf(library);
    const withdrawal = library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    const late = { session: sampleSession(), reviews: [mentorsReview()], sender: MENTOR, at: AT };
    await expect(storing.storePackage(late)).rejects.toThrow(/were deleted here in the meantime/);
    await withdrawal;
    expect(await findTraces(folder)).toEqual([]);
    await library.close();
  });
});
