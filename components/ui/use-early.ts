import { useEffect } from 'react';

/**
 * Fetches a part of the page that is certain to be needed while its data is still on the way, instead of after it.
 * A failure is told by whoever shows the part.
 */
export function useEarly(load: () => Promise<unknown>): void {
  useEffect(() => {
    load().catch(() => undefined);
  }, [load]);
}
