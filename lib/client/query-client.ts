import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem-error.ts';

/**
 * The page's cache. Live events say when something changed, so nothing polls and a window coming back
 * refetches only what the stream missed; a refusal (4xx) is an answer and is not asked again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => leaveWhenSignedOut(error) }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && !isRefusal(error),
      },
      mutations: { retry: false },
    },
  });
}

function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

// The session has ended, here or in another tab: what is on the screen may no longer be seen.
function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof ProblemError) || error.status !== 401 || location.pathname === '/sign-in') return;
  location.assign(`/sign-in?from=${encodeURIComponent(location.pathname + location.search)}`);
}
