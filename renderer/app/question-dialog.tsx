import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import answers from '../ui/dialog-answers.module.css';
import { errorMessage } from './api-error';

type QuestionDialogProps = {
  title: string;
  /** What happens with a yes, and what stays. */
  children: ReactNode;
  yes: string;
  /** The answer that changes nothing: it has the focus, so that a hasty key does no harm. */
  no: string;
  /** With a yes something is gone; else the no is what is suggested. */
  isDeletion?: boolean;
  /** A yes to what is not shown yet cannot be given. */
  isReady?: boolean;
  /** The dialog closes when it is done, and says in place why it could not be. */
  onYes: () => Promise<unknown>;
  onClose: () => void;
};

/** Asks before what cannot be taken back. */
export function QuestionDialog(props: QuestionDialogProps) {
  const { title, children, yes, no, isDeletion = false, isReady = true, onYes, onClose } = props;
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function go(): Promise<void> {
    setWorking(true);
    setProblem(undefined);
    try {
      await onYes();
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setWorking(false);
    }
  }

  const noButton = (
    <Button variant={isDeletion ? 'default' : 'filled'} data-autofocus onClick={onClose}>
      {no}
    </Button>
  );
  const yesButton = (
    <Button
      {...(isDeletion ? { color: 'red' } : { variant: 'default' })}
      loading={isWorking}
      disabled={!isReady}
      onClick={go}
    >
      {yes}
    </Button>
  );
  return (
    <Modal opened onClose={onClose} title={title}>
      {children}
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        {!isDeletion && yesButton}
        {noButton}
        {isDeletion && yesButton}
      </div>
    </Modal>
  );
}
