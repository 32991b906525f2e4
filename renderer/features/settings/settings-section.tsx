import type { ReactNode } from 'react';
import classes from './settings-section.module.css';

type SettingsSectionProps = { title: string; aside?: ReactNode; children: ReactNode };

export function SettingsSection({ title, aside, children }: SettingsSectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{title}</h2>
        {aside}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
