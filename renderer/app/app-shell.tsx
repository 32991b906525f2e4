import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Notice } from '#shared/api-contract/library-contract';
import { isTyping } from '../ui/is-typing';
import classes from './app-shell.module.css';
import { ColourSchemeToggle } from './colour-scheme';
import { HelpDialog } from './help-dialog';
import { useHostCommand } from './host-commands';
import { NoticeBanner } from './notice-banner';
import { ReadingBanner } from './reading';
import { paths } from './routes';

const DESTINATIONS = [
  { label: 'Library', path: paths.library() },
  { label: 'Progress', path: paths.progress() },
  { label: 'People', path: paths.people() },
  { label: 'Engagements', path: paths.engagements() },
  { label: 'Mentoring', path: paths.mentoring() },
  { label: 'Frameworks', path: paths.frameworks() },
  { label: 'Trash', path: paths.trash() },
  { label: 'Settings', path: paths.settings() },
];

type AppShellProps = { notices: readonly Notice[]; children: ReactNode };

/** The slim bar above every screen but the workspace, which brings its own. */
export function AppShell({ notices, children }: AppShellProps) {
  const [location] = useLocation();
  const [helpOpened, setHelpOpened] = useState(false);
  const main = useRef<HTMLElement>(null);

  // The element that was focused is gone with its screen: keyboard and screen reader go on in the new one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for every address
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [location]);

  useHostCommand('help.keys', () => setHelpOpened(true));

  useEffect(() => {
    function openHelp(event: KeyboardEvent): void {
      if (event.key === '?' && !isTyping(event)) setHelpOpened(true);
    }
    addEventListener('keydown', openHelp);
    return () => removeEventListener('keydown', openHelp);
  }, []);

  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <header className={classes.bar}>
        <Link href={paths.library()} className={classes.wordmark}>
          Concordance
        </Link>
        <nav aria-label="Main" className={classes.navigation}>
          {DESTINATIONS.map(({ label, path }) => (
            <Link
              key={path}
              href={path}
              className={classes.destination}
              aria-current={isWithin(location, path) ? 'page' : undefined}
            >
              {label}
            </Link>
          ))}
        </nav>
        <div className={classes.tools}>
          <ColourSchemeToggle />
          <Tooltip label="Help and keys (?)">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label="Help and keys"
              onClick={() => setHelpOpened(true)}
            >
              <IconHelp size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      </header>
      <ReadingBanner />
      <NoticeBanner notices={notices} />
      <main ref={main} tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <HelpDialog opened={helpOpened} onClose={() => setHelpOpened(false)} />
    </div>
  );
}

function isWithin(location: string, path: string): boolean {
  if (path === paths.library()) return location === path || location.startsWith('/session/');
  return location === path || location.startsWith(`${path}/`);
}
