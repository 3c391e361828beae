import { useEffect, useState } from 'react';

/**
 * Asks before unsaved work is left behind: by closing the tab (the browser's own question) or by a link of the console
 * (ours, through the address it hands back).
 */
export function useLeaveGuard(hasChanges: boolean): {
  /** Where the reader wants to go, while being asked. */
  destination: string | undefined;
  stay(): void;
} {
  const [destination, setDestination] = useState<string>();
  useEffect(() => {
    if (!hasChanges) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || !leavesPage(link, event)) return;
      event.preventDefault();
      event.stopPropagation();
      setDestination(link.href);
    };
    window.addEventListener('beforeunload', onUnload);
    window.document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.document.removeEventListener('click', onClick, true);
    };
  }, [hasChanges]);
  return { destination, stay: () => setDestination(undefined) };
}

function leavesPage(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const opensElsewhere =
    link.target === '_blank' || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (opensElsewhere || link.origin !== window.location.origin) return false;
  return link.pathname !== window.location.pathname;
}
