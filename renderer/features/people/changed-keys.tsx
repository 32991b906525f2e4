import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ListedContact } from '#shared/model/contact';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone } from '../../app/notify';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { Fingerprint } from '../../ui/fingerprint';
import { formatDayOf } from '../../ui/local-date';
import classes from './changed-keys.module.css';

/** Warns that other keys came in somebody's name, and lets the user decide. Nothing is shown where none did. */
export function ChangedKeys({ contact }: { contact: ListedContact }) {
  const { person, fingerprint, offeredKeys, offeredFingerprint } = contact;
  const { contactsChanged } = useCacheUpdates();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (!offeredKeys || offeredFingerprint === undefined) return null;
  const { profileId, name } = person;

  async function decide(decision: () => Promise<unknown>, done: string): Promise<void> {
    setWorking(true);
    setProblem(undefined);
    try {
      await decision();
      notifyDone(done);
    } catch (error) {
      setProblem(errorMessage(error));
    }
    await contactsChanged();
    setWorking(false);
  }

  const keep = () =>
    decide(
      () => api.contacts.rejectNewKey({ profileId }),
      `The keys you know of ${name} were kept. What comes with others is flagged.`,
    );
  const accept = () =>
    decide(
      () => api.contacts.acceptNewKey({ profileId, publicKeys: offeredKeys.publicKeys }),
      `The new keys of ${name} were accepted. Compare them by voice.`,
    );

  return (
    <section className={classes.warning} aria-label={`Other keys in the name of ${name}`}>
      <p className={classes.title}>
        <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
        Other keys came in the name of {name} on {formatDayOf(offeredKeys.offeredAt)}
      </p>
      <p className={classes.text}>
        It may be a new computer or lost keys. It may also be somebody else who sends in this name. Ask {name}{' '}
        by voice before you accept them.
      </p>
      <div className={classes.fingerprints}>
        <div>
          <p className={classes.label}>The keys you know</p>
          <Fingerprint value={fingerprint} label={`Fingerprint of the keys you know of ${name}`} />
        </div>
        <div>
          <p className={classes.label}>The keys that came</p>
          <Fingerprint value={offeredFingerprint} label={`Fingerprint of the keys that came for ${name}`} />
        </div>
      </div>
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.answers}>
        <Button variant="default" size="xs" disabled={working} onClick={accept}>
          Accept the new keys
        </Button>
        <Button size="xs" disabled={working} onClick={keep}>
          Keep the keys I know
        </Button>
      </div>
    </section>
  );
}
