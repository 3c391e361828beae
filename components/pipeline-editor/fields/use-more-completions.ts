import { useEffect, useRef } from 'react';
import { type Completions, expressionStart, type RemoteCompleter } from '../complete-expression.ts';
import type { FormScope } from './form-scope.ts';

/** The server is asked once the typing rests for this long. */
const REST_MS = 180;

type Place = Parameters<RemoteCompleter>[0];

/** Asks the server for ways to go on, a moment after the typing; an answer that comes too late is dropped. */
export function useMoreCompletions(scope: FormScope, onFound: (found: Completions) => void) {
  const asked = useRef<AbortController>(undefined);
  const stop = () => asked.current?.abort();
  useEffect(() => () => asked.current?.abort(), []);
  const ask = (place: Place) => {
    stop();
    const { completeMore } = scope;
    const isInside = place.isBare || expressionStart(place.text, place.cursor) !== undefined;
    if (!completeMore || !isInside) return;
    const asking = new AbortController();
    asked.current = asking;
    const timer = setTimeout(async () => {
      // What the document itself offers is on the screen already: without an answer it stays.
      const found = await completeMore(place, asking.signal).catch(() => undefined);
      if (found && found.options.length > 0 && !asking.signal.aborted) onFound(found);
    }, REST_MS);
    asking.signal.addEventListener('abort', () => clearTimeout(timer));
  };
  return { ask, stop };
}
