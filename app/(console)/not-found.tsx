import { IconZoomQuestion } from '@tabler/icons-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { places } from '#components/layout/places.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';

export const metadata: Metadata = { title: 'Not found' };

// One answer for what does not exist and for what the reader may not see.
export default function NotFound() {
  return (
    <EmptyState
      isPage
      title="There is nothing here"
      icon={IconZoomQuestion}
      action={<Link href={places.applications()}>See your applications</Link>}
    >
      The page does not exist, was deleted, or is not open to you.
    </EmptyState>
  );
}
