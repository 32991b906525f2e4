import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { Framework, IndicatorState } from '#shared/model/framework';
import { marksOfAnswers, type SelfCheckAnswers, selfCheckOf } from '#shared/scoring/self-check';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { notifyDone } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import answerClasses from '../../../ui/dialog-answers.module.css';
import classes from './self-check.module.css';
import { SelfCheckLine } from './self-check-line';

type SelfCheckFormProps = { sessionId: string; framework: Framework; onClose: () => void };

/** Warning signs, line by line: one key answers a line and goes to the next. */
export function SelfCheckForm({ sessionId, framework, onClose }: SelfCheckFormProps) {
  const { sessionsChanged } = useCacheUpdates();
  const [answers, setAnswers] = useState<SelfCheckAnswers>({});
  const [submitting, setSubmitting] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submitButton = useRef<HTMLButtonElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  // A second try goes on where the first one failed.
  const begun = useRef<{ reviewId: string; isWritten: boolean }>(undefined);
  const parts = selfCheckOf(framework).flatMap(({ competencies }) => competencies);
  const total = parts.reduce((sum, { indicators }) => sum + indicators.length, 0);
  const answered = Object.keys(answers).length;

  function answer(code: string, state: IndicatorState): void {
    setAnswers((now) => ({ ...now, [code]: { state, note: now[code]?.note ?? '' } }));
  }

  function goTo(code: string, step: 1 | -1): void {
    const all = [...(lines.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])];
    const target = all[all.findIndex((line) => line.dataset.line === code) + step];
    if (target)
      target.querySelector<HTMLElement>('input[type="radio"]:checked, input[type="radio"]')?.focus();
    else if (step === 1) submitButton.current?.focus();
  }

  async function submit(): Promise<void> {
    setSubmitting(true);
    setProblem(undefined);
    try {
      const { id, edition } = framework;
      begun.current ??= {
        ...(await api.reviews.start({ sessionId, framework: { id, edition } })),
        isWritten: false,
      };
      const { reviewId } = begun.current;
      if (!begun.current.isWritten) {
        const changes = Object.entries(marksOfAnswers(answers)).map(([key, after]) => ({
          collection: 'marks' as const,
          key,
          after,
        }));
        const step = { id: v7(), label: 'Self-check', at: new Date().toISOString(), changes };
        await api.reviews.append({ reviewId, entries: [{ type: 'edit', seq: 1, step }] });
        begun.current.isWritten = true;
      }
      await api.reviews.submit({ reviewId });
      notifyDone('The check is kept. “Progress” shows it over your sessions.');
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setSubmitting(false);
      void sessionsChanged();
    }
  }

  return (
    <>
      <p className={classes.hint}>
        <kbd>N</kbd> not this time, <kbd>O</kbd> it was there, <kbd>X</kbd> cannot say; each goes to the next
        line. Developmental, for you alone unless you share it.
      </p>
      <div ref={lines}>
        {parts.map(({ code: part, title, indicators }, place) => (
          <section key={part} aria-label={title}>
            <h3 className={classes.part}>{title}</h3>
            {indicators.map(({ code, text }, at) => (
              <SelfCheckLine
                key={code}
                code={code}
                text={text}
                answer={answers[code]}
                isFirst={place === 0 && at === 0}
                onAnswer={answer}
                onNote={(note) =>
                  setAnswers((now) => {
                    const given = now[code];
                    return given ? { ...now, [code]: { ...given, note } } : now;
                  })
                }
                onGo={goTo}
              />
            ))}
          </section>
        ))}
      </div>
      {problem && (
        <p role="alert" className={answerClasses.problem}>
          {problem}
        </p>
      )}
      <div className={answerClasses.answers}>
        <span role="status" className={classes.count}>
          {answered} of {total} answered
        </span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button ref={submitButton} loading={submitting} disabled={answered === 0} onClick={submit}>
          Submit the check
        </Button>
      </div>
    </>
  );
}
