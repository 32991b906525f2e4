import { restoreBackup } from '../../electron/backend/care/restore';
import { writing } from '../unit/backend/care/backup-library';
import { idOf } from '../unit/backend/exchange/sample-contents';
import { openLibrary } from '../unit/backend/library/test-library';
import { draftOf, prepare } from './fault-library';
import { type Act, observeAll } from './fault-runs';
import { tellActs } from './tell-acts';

async function prepareWithBackup(folder: string): Promise<void> {
  await prepare(folder);
  const { library } = await openLibrary(folder);
  await library.backups.make('daily');
  await library.updateSession(idOf(1), { title: 'Renamed' });
  await library.desk.append(draftOf(library), [writing(2, 'Silence', 'Presence')]);
  await library.moveToTrash(idOf(1));
  await library.restore(idOf(1));
  await library.close();
}

const ACTS: Record<string, Act> = {
  'saving a session': {
    prepare,
    act: async (library) => void (await library.updateSession(idOf(1), { title: 'Renamed' })),
  },
  'saving the profile': {
    prepare,
    act: async (library) =>
      void (await library.profile.save({ name: 'Mia', role: 'mentor', credential: '' })),
  },
  'saving an edit of a review': {
    prepare,
    act: async (library) => {
      await library.desk.append(draftOf(library), [writing(2, 'Silence', 'Presence')]);
    },
  },
  'submitting a review': {
    prepare,
    act: async (library) => void (await library.desk.submit(draftOf(library))),
  },
  'a backup': {
    oneOf: 3,
    prepare,
    act: async (library) => void (await library.backups.make('daily')),
  },
  'a restore of everything': {
    oneOf: 6,
    prepare: prepareWithBackup,
    async act(library) {
      const [backup] = await library.backups.list();
      await restoreBackup(library, backup?.name ?? '', 'all');
    },
    // The backup of what was there before is made first and may be there without the restore.
    observe: async (library) => ({ ...((await observeAll(library)) as object), backups: undefined }),
  },
};

tellActs(ACTS);
