import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { paths } from '../../app/routes';
import answers from '../../ui/dialog-answers.module.css';

/** Begins a framework from nothing. */
export function NewFramework() {
  const { frameworkDraftsChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  const [opened, setOpened] = useState(false);
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string>();

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const { draftId } = await api.frameworkDrafts.start({ as: 'new', title: title.trim() });
      await frameworkDraftsChanged();
      navigate(paths.frameworkDraft(draftId));
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  return (
    <>
      <Button onClick={() => setOpened(true)}>Write your own…</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Write your own framework">
        <form onSubmit={begin}>
          <TextInput
            label="Title"
            data-autofocus
            maxLength={300}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          {problem && (
            <p role="alert" className={answers.problem}>
              {problem}
            </p>
          )}
          <div className={answers.answers}>
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <Button type="submit" disabled={title.trim() === ''}>
              Begin
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
