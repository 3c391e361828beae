'use client';

import { ErrorState } from '#components/ui/error-state.tsx';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return <ErrorState error={error} onRetry={reset} />;
}
