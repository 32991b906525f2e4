import { Button, Modal, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { TermLine } from '#shared/engagement/read-terms';
import type { Version } from '#shared/model/engagement';
import classes from './earlier-versions.module.css';

type EarlierVersionsProps<Terms> = {
  /** What the document is called: “Coaching agreement”. */
  title: string;
  versions: readonly Version<Terms>[];
  read: (terms: Terms) => TermLine[];
};

/** Every version as it was agreed, with who confirmed it and what had changed in it. */
export function EarlierVersions<Terms>({ title, versions, read }: EarlierVersionsProps<Terms>) {
  const [shown, setShown] = useState<number>();
  if (versions.length === 0) return null;
  const at = versions.findIndex(({ number }) => number === shown);
  const version = versions[at];
  const before = versions[at - 1];
  return (
    <>
      <Button variant="subtle" color="gray" size="xs" onClick={() => setShown(versions.at(-1)?.number)}>
        Read the versions…
      </Button>
      <Modal
        opened={version !== undefined}
        onClose={() => setShown(undefined)}
        title={`${title}, version by version`}
        size="lg"
      >
        {version && (
          <>
            <NativeSelect
              data-autofocus
              label="Version"
              value={String(version.number)}
              data={versions.toReversed().map(({ number, agreedOn }) => ({
                value: String(number),
                label: `${number}, of ${agreedOn}`,
              }))}
              onChange={(event) => setShown(Number(event.currentTarget.value))}
            />
            <p className={classes.standing}>
              Agreed on {version.agreedOn}. {confirmation('The coach', version.confirmedByCoachOn)}{' '}
              {confirmation('The client', version.confirmedByClientOn)}
            </p>
            <Lines lines={read(version.terms)} before={before && read(before.terms)} />
          </>
        )}
      </Modal>
    </>
  );
}

function confirmation(side: string, on: string | null): string {
  return on === null ? `${side} did not confirm it.` : `${side} confirmed it on ${on}.`;
}

type LinesProps = { lines: readonly TermLine[]; before: readonly TermLine[] | undefined };

function Lines({ lines, before }: LinesProps) {
  return (
    <dl className={classes.lines}>
      {lines.map(({ label, text }, at) => {
        const isChanged = before !== undefined && before[at]?.text !== text;
        return (
          <div key={label} data-changed={isChanged}>
            <dt>
              {label}
              {isChanged && <span className={classes.changed}> changed in this version</span>}
            </dt>
            <dd>{text.trim() === '' ? <em>Nothing agreed.</em> : text}</dd>
          </div>
        );
      })}
    </dl>
  );
}
