import { Anchor, Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ListedContact } from '#shared/model/contact';
import { errorMessage } from '../../app/api-error';
import { useContacts } from '../../app/queries/library-queries';
import { paths } from '../../app/routes';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { AddContactDialog } from './add-contact-dialog';
import { CompareDialog } from './compare-dialog';
import { ContactRow } from './contact-row';
import classes from './people-screen.module.css';
import { RemoveDialog } from './remove-dialog';

type OpenDialog = { type: 'add' } | { type: 'compare' | 'remove'; contact: ListedContact };

/** The people one shares with: whose keys are known here, and how sure it is that they are theirs. */
export function PeopleScreen() {
  usePageTitle('People');
  const contacts = useContacts();
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);

  return (
    <div className={pageClasses.narrow}>
      <div className={classes.head}>
        <Title order={1}>People</Title>
        <Button onClick={() => setDialog({ type: 'add' })}>Add someone…</Button>
      </div>
      <Text size="sm" c="dimmed" mb="lg">
        Packages can be encrypted for the people whose card you have, and what they sign is recognised. Your
        own card is in the{' '}
        <Anchor component={Link} href={paths.settings()} inherit underline="always">
          settings
        </Anchor>
        .
      </Text>
      {contacts.isError && (
        <Text role="alert" c="var(--danger)">
          {errorMessage(contacts.error)}
        </Text>
      )}
      {contacts.data?.length === 0 && (
        <Text c="dimmed">
          Nobody is here yet. Ask your mentor or your group for their cards; whoever sends you a package that
          you take in is added by itself.
        </Text>
      )}
      {contacts.data && contacts.data.length > 0 && (
        <ul className={classes.contacts} aria-label="People you know">
          {contacts.data.map((contact) => (
            <ContactRow
              key={contact.person.profileId}
              contact={contact}
              onCompare={() => setDialog({ type: 'compare', contact })}
              onRemove={() => setDialog({ type: 'remove', contact })}
            />
          ))}
        </ul>
      )}
      {dialog?.type === 'add' && <AddContactDialog onClose={close} />}
      {dialog?.type === 'compare' && <CompareDialog contact={dialog.contact} onClose={close} />}
      {dialog?.type === 'remove' && <RemoveDialog contact={dialog.contact} onClose={close} />}
    </div>
  );
}
