'use client';

import { BarePage } from '#components/layout/bare-page.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <BarePage>
      <ErrorState isPage error={error} onRetry={reset} />
    </BarePage>
  );
}
