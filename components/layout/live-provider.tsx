'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { type Live, startLive } from '#lib/client/live.ts';
import type { LiveState } from '#lib/client/live-connection.ts';

interface LiveStore {
  subscribe: (listener: () => void) => () => void;
  state: () => LiveState;
}

const connecting: LiveState = { state: 'connecting' };
const LiveContext = createContext<LiveStore>({ subscribe: () => () => undefined, state: () => connecting });

/** Opens the live stream for the signed-in person while the console is on the screen. */
export function LiveProvider({ viewerId, children }: { viewerId: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const live = useRef<Live | null>(null);
  const listeners = useRef(new Set<() => void>());
  const store = useRef<LiveStore>({
    subscribe: (listener) => {
      listeners.current.add(listener);
      return () => listeners.current.delete(listener);
    },
    state: () => live.current?.state() ?? connecting,
  });
  useEffect(() => {
    const started = startLive(queryClient, viewerId);
    live.current = started;
    const tell = () => {
      for (const listener of listeners.current) listener();
    };
    const stop = started.subscribe(tell);
    tell();
    return () => {
      stop();
      started.close();
      live.current = null;
    };
  }, [queryClient, viewerId]);
  return <LiveContext value={store.current}>{children}</LiveContext>;
}

/** Whether what is on the screen is live, and since when not. */
export function useLiveState(): LiveState {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, store.state, () => connecting);
}
