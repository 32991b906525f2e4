import { Button, Checkbox } from '@mantine/core';
import type { TermLine } from '#shared/engagement/read-terms';
import {
  agreeOn,
  confirmLatest,
  describeStanding,
  hasUnagreedChanges,
  latestVersion,
} from '#shared/engagement/versions';
import type { Versioned } from '#shared/model/engagement';
import { todayHere } from '../../ui/local-date';
import { EarlierVersions } from './earlier-versions';
import classes from './engagement.module.css';

type VersionBarProps<Terms> = {
  /** What the document is called: “Coaching agreement”. */
  title: string;
  document: Versioned<Terms>;
  read: (terms: Terms) => TermLine[];
  onChange: (change: (document: Versioned<Terms>) => Versioned<Terms>) => void;
};

/** Where a document stands, how it becomes a version, and who has confirmed that. */
export function VersionBar<Terms>({ title, document, read, onChange }: VersionBarProps<Terms>) {
  const latest = latestVersion(document);
  return (
    <div className={classes.versions}>
      <p role="status">{describeStanding(document)}.</p>
      <div className={classes.actions}>
        {latest && (
          <>
            <Checkbox
              label="The coach confirms"
              checked={latest.confirmedByCoachOn !== null}
              onChange={({ currentTarget: { checked } }) =>
                onChange((before) => confirmLatest(before, 'coach', checked ? todayHere() : null))
              }
            />
            <Checkbox
              label="The client confirms"
              checked={latest.confirmedByClientOn !== null}
              onChange={({ currentTarget: { checked } }) =>
                onChange((before) => confirmLatest(before, 'client', checked ? todayHere() : null))
              }
            />
          </>
        )}
        <Button
          variant="default"
          size="xs"
          disabled={!hasUnagreedChanges(document)}
          onClick={() => onChange((before) => agreeOn(before, todayHere()))}
        >
          Keep as version {(latest?.number ?? 0) + 1}
        </Button>
        <EarlierVersions title={title} versions={document.versions} read={read} />
      </div>
    </div>
  );
}
