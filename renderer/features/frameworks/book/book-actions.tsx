import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Framework } from '#shared/model/framework';
import { api } from '../../../app/api-client';
import { notifyDone, notifyError } from '../../../app/notify';
import { useFrameworks } from '../../../app/queries/framework-queries';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { Changes } from '../../../app/reading';
import { formatFrameworkReference, paths } from '../../../app/routes';
import { saveWhenWritten } from '../../../app/save-when-written';
import classes from './book-actions.module.css';
import { RemoveFrameworkDialog } from './remove-framework-dialog';

/** What can be done with a framework beside reading it. */
export function BookActions({ framework }: { framework: Framework }) {
  const { id, edition } = framework;
  const { data: frameworks = [] } = useFrameworks();
  const { frameworkDraftsChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  const [removing, setRemoving] = useState(false);
  const summary = frameworks.find(
    (candidate) => formatFrameworkReference(candidate) === formatFrameworkReference(framework),
  );

  async function write(as: 'duplicate' | 'edition'): Promise<void> {
    try {
      const { draftId } = await api.frameworkDrafts.start({ as, framework: { id, edition } });
      await frameworkDraftsChanged();
      navigate(paths.frameworkDraft(draftId));
    } catch (error) {
      notifyError('The copy could not be made', error);
    }
  }

  async function save(format: 'json' | 'codebook'): Promise<void> {
    try {
      const { exportId } = await api.frameworks.export({ id, edition, format });
      const saved = await saveWhenWritten(exportId);
      if (saved.outcome === 'saved') notifyDone(`Saved as ${saved.path}.`);
    } catch (error) {
      notifyError('The framework could not be saved as a file', error);
    }
  }

  return (
    <Changes>
      <div className={classes.actions}>
        {summary && !summary.builtIn && (
          <Button variant="default" size="xs" onClick={() => write('edition')}>
            Write a new edition
          </Button>
        )}
        <Button variant="default" size="xs" onClick={() => write('duplicate')}>
          Duplicate
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="xs">
              Export…
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => save('json')}>As a framework file (JSON)</Menu.Item>
            <Menu.Item onClick={() => save('codebook')}>As a codebook (REFI-QDA, .qdc)</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {summary && !summary.builtIn && (
          <Button variant="subtle" color="red" size="xs" onClick={() => setRemoving(true)}>
            Delete…
          </Button>
        )}
      </div>
      {removing && <RemoveFrameworkDialog framework={framework} onClose={() => setRemoving(false)} />}
    </Changes>
  );
}
