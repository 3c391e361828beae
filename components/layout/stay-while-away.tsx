'use client';

import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useLiveState } from './live-provider.tsx';
import { pageLinkOf } from './page-link-of.ts';

/**
 * While the server is not heard, links to other pages do nothing but say so: the browser would leave for an error page
 * of its own, and what is on the screen, typed text included, would be gone.
 */
export function StayWhileAway() {
  const { state } = useLiveState();
  const isAway = state === 'reconnecting' || state === 'stale';
  useEffect(() => {
    if (!isAway) return;
    const onClick = (event: MouseEvent) => {
      if (pageLinkOf(event) === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      notifications.show({
        id: 'away',
        color: 'orange',
        title: 'Foredeck does not answer',
        message:
          'You stay here, with all that is on the screen. It goes on by itself when the server is back.',
      });
    };
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, [isAway]);
  return null;
}
