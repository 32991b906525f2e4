import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { sessionDetailsSchema } from '#shared/model/session';
import classes from './title-field.module.css';

type TitleFieldProps = {
  title: string;
  onChange: (change: { title: string }) => void;
  onDone: () => void;
};

/** The session's title as a heading that can be typed in. */
export function TitleField({ title, onChange, onDone }: TitleFieldProps) {
  const [text, setText] = useState(title);
  const isMissing = text.trim() === '';

  function change(next: string): void {
    setText(next);
    const parsed = sessionDetailsSchema.shape.title.safeParse(next);
    if (parsed.success) onChange({ title: parsed.data });
  }

  return (
    <div>
      <VisuallyHidden component="h1">{title}</VisuallyHidden>
      <div className={classes.field} data-text={text}>
        <textarea
          rows={1}
          maxLength={300}
          className={classes.input}
          aria-label="Title"
          aria-invalid={isMissing}
          aria-describedby={isMissing ? 'title-problem' : undefined}
          value={text}
          onChange={(event) => change(event.currentTarget.value.replaceAll('\n', ' '))}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
              event.preventDefault();
              event.currentTarget.blur();
            }
            if (event.key === 'Escape') change(title);
          }}
          onBlur={() => {
            if (isMissing) setText(title);
            onDone();
          }}
        />
      </div>
      {isMissing && (
        <p id="title-problem" className={classes.problem}>
          A session needs a title.
        </p>
      )}
    </div>
  );
}
