import { useEffect, useRef, useState } from 'react';

/** Where the reader wanted to go: an address of the console, or an entry of the browser's history. */
type Destination = { href: string } | { entry: string };

/**
 * Asks before unsaved work is left behind: by closing the tab (the browser's own question), by a link of the console, or
 * by Back and Forward (ours, through the destination it hands back).
 */
export function useLeaveGuard(hasChanges: boolean): {
  /** Where the reader wants to go, while being asked. */
  destination: Destination | undefined;
  stay(): void;
  /** Goes there after all. */
  leave(onNavigate: (href: string) => void): void;
} {
  const [destination, setDestination] = useState<Destination>();
  const isLifted = useRef(false);
  useEffect(() => {
    if (!hasChanges) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (isLifted.current || !(link instanceof HTMLAnchorElement) || !leavesPage(link, event)) return;
      event.preventDefault();
      event.stopPropagation();
      setDestination({ href: link.href });
    };
    const onNavigate = (event: NavigateEvent) => {
      // A browser lets a page hold on to its reader once; pressing Back again then leaves.
      if (isLifted.current || event.navigationType !== 'traverse' || !event.cancelable) return;
      if (!isElsewhere(event.destination.url)) return;
      event.preventDefault();
      setDestination({ entry: event.destination.key });
    };
    window.addEventListener('beforeunload', (event) => isLifted.current || event.preventDefault(), {
      signal,
    });
    window.document.addEventListener('click', onClick, { capture: true, signal });
    window.navigation?.addEventListener('navigate', onNavigate, { signal });
    return () => leaving.abort();
  }, [hasChanges]);
  return {
    destination,
    stay: () => setDestination(undefined),
    leave: (onNavigate) => {
      setDestination(undefined);
      isLifted.current = true;
      if (destination) goTo(destination, onNavigate);
    },
  };
}

function goTo(destination: Destination, onNavigate: (href: string) => void): void {
  if ('href' in destination) onNavigate(destination.href);
  else window.navigation.traverseTo(destination.entry);
}

function leavesPage(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const opensElsewhere =
    link.target === '_blank' || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  return !opensElsewhere && link.origin === window.location.origin && isElsewhere(link.href);
}

/** Another page; the selection and the like live behind the question mark. */
function isElsewhere(href: string): boolean {
  return new URL(href).pathname !== window.location.pathname;
}
