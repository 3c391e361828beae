import { IconZoomQuestion } from '@tabler/icons-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { BarePage } from '#components/layout/bare-page.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <BarePage>
      <EmptyState
        isPage
        title="There is nothing here"
        icon={IconZoomQuestion}
        action={<Link href="/">Go to the start</Link>}
      >
        The page does not exist, was deleted, or is not open to you.
      </EmptyState>
    </BarePage>
  );
}
