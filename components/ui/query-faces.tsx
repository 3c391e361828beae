'use client';

import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { ListSkeleton } from './skeletons.tsx';

/** The part of a TanStack query that decides which face is shown. */
export interface QueryLike<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface QueryFacesProps<T> {
  query: QueryLike<T>;
  /** Shown when `isEmpty` says there is nothing. */
  empty?: ReactNode;
  isEmpty?: (data: T) => boolean;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, error with retry, empty, data. Data once fetched stays on the screen while a refetch fails. */
export function QueryFaces<T>({ query, empty, isEmpty, skeleton, children }: QueryFacesProps<T>) {
  if (query.data === undefined) {
    if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return skeleton ?? <ListSkeleton />;
  }
  if (empty && isEmpty?.(query.data)) return empty;
  return children(query.data);
}
