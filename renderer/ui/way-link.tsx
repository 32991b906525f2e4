import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import classes from './way-link.module.css';

/** The way back, above the title of a screen. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className={classes.way}>
      <IconArrowLeft size={16} stroke={1.75} aria-hidden />
      {children}
    </Link>
  );
}

/** A way on from there, opposite the way back. */
export function OnLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className={classes.way}>
      {children}
    </Link>
  );
}
