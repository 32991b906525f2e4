import { CloseButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Notice } from '#shared/api-contract/library-contract';
import { api } from './api-client';
import classes from './notice-banner.module.css';
import { notifyError } from './notify';
import { useCacheUpdates } from './queries/library-queries';
import { paths } from './routes';

/** What the user must be told that no request of hers asked for, until she has put it away. */
export function NoticeBanner({ notices }: { notices: readonly Notice[] }) {
  const { statusChanged } = useCacheUpdates();

  async function dismiss(notice: Notice): Promise<void> {
    try {
      await api.library.dismissNotice({ noticeId: notice.id });
      statusChanged((status) => ({
        ...status,
        notices: status.notices.filter((candidate) => candidate.id !== notice.id),
      }));
    } catch (error) {
      notifyError('The notice is still there', error);
    }
  }

  return (
    <div role="status" aria-label="Notices">
      {notices.map((notice) => (
        <div key={notice.id} className={classes.notice}>
          <IconInfoCircle size={18} stroke={1.75} aria-hidden className={classes.icon} />
          <p className={classes.text}>
            {notice.message} <Link href={paths.care()}>Care of the library</Link>
          </p>
          <CloseButton size="sm" aria-label="Dismiss this notice" onClick={() => dismiss(notice)} />
        </div>
      ))}
    </div>
  );
}
