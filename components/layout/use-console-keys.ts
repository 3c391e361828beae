'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { jumpsFrom } from './jumps.ts';
import { nextKey, type PendingKey } from './key-sequence.ts';

interface ConsoleKeys {
  pathname: string;
  onHelp: () => void;
  onSearch: () => void;
}

/** The keys that work everywhere, unless one is typing or a dialog is open. */
export function useConsoleKeys({ pathname, onHelp, onSearch }: ConsoleKeys): void {
  const router = useRouter();
  const pending = useRef<PendingKey | null>(null);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        onSearch();
        return;
      }
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTaken(event.target)) {
        return;
      }
      const step = nextKey(pending.current, event.key, event.timeStamp);
      pending.current = step.pending;
      const jump = jumpsFrom(pathname).find((each) => each.keys === step.pressed);
      if (jump) router.push(jump.href);
      else if (step.pressed === '?') onHelp();
      else if (step.pressed === '/' && focusFilter()) event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [pathname, onHelp, onSearch, router]);
}

function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
  );
}

function focusFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-filter-field]');
  field?.focus();
  field?.select();
  return field !== null;
}
