'use client';

import { Button } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { places } from '#components/layout/places.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';

interface Props {
  title: string;
  /** Why it may be so. */
  children: ReactNode;
}

/** The face of a run or pipeline that is not there, in an application that is: leads back to what it has. */
export function MissingPart({ title, children }: Props) {
  const params = useParams<{ application: string }>();
  const application = decodeURIComponent(params.application);
  return (
    <EmptyState
      isPage
      title={title}
      icon={IconZoomQuestion}
      action={
        <Button component={Link} href={places.pipelines(application)} variant="default">
          See the pipelines and runs of {application}
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
