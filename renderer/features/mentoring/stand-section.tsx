import { SegmentedControl, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type CredentialLevel, credentialLevelSchema } from '#shared/mentoring/mentoring-log';
import type { MentoringRules } from '#shared/mentoring/mentoring-rules';
import { type MentoringItem, type MentoringStand, writeMinutes } from '#shared/mentoring/mentoring-stand';
import { api } from '../../app/api-client';
import { notifyError } from '../../app/notify';
import { queryKeys } from '../../app/queries/query-keys';
import { useIsReading } from '../../app/reading';
import classes from './stand-section.module.css';

type StandSectionProps = { stand: MentoringStand; level: CredentialLevel; rules: MentoringRules };

/** What is asked, how far it is there, and what is not certain about it. */
export function StandSection({ stand, level, rules }: StandSectionProps) {
  const queryClient = useQueryClient();
  const isReading = useIsReading();

  async function choose(value: string): Promise<void> {
    const chosen = credentialLevelSchema.safeParse(value).data;
    if (!chosen) return;
    try {
      await api.mentoring.setLevel({ level: chosen });
      await queryClient.invalidateQueries({ queryKey: queryKeys.mentoring });
    } catch (error) {
      notifyError('The level was not saved', error);
    }
  }

  return (
    <section aria-label="Where you stand" className={classes.section}>
      <div className={classes.level}>
        <span id="level-label">For</span>
        <SegmentedControl
          aria-labelledby="level-label"
          size="xs"
          value={level}
          disabled={isReading}
          data={[...credentialLevelSchema.options]}
          onChange={choose}
        />
      </div>
      <dl className={classes.items}>
        {stand.items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </dl>
      <p role="status" className={classes.missing}>
        {stand.missing.length === 0
          ? 'Nothing that is counted here is missing. Whether it is enough is decided where you apply.'
          : stand.missing.join(' ')}
      </p>
      <Text size="sm" c="dimmed">
        {rules.sourceNote} {stand.uncertain.map((text) => `Not certain: ${text}`).join(' ')}
      </Text>
    </section>
  );
}

function Item({ item }: { item: MentoringItem }) {
  const { label, have, need, unit, isMet, note } = item;
  const Icon = isMet ? IconCircleCheck : IconCircleDashed;
  const write = (value: number) => (unit === 'minutes' ? writeMinutes(value) : daysOf(value));
  return (
    <div className={classes.item} data-met={isMet}>
      <dt>
        <Icon size={17} stroke={1.75} aria-label={isMet ? 'There' : 'Not yet'} className={classes.icon} />
        {label}
      </dt>
      <dd>
        <strong>{write(have)}</strong> of {write(need)}
        {note && <span className={classes.note}> {note}</span>}
      </dd>
    </div>
  );
}

function daysOf(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
