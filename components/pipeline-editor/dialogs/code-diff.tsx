'use client';

import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { CodeDiffProps } from './code-merge.tsx';

const CodeMerge = lazy(() => import('./code-merge.tsx').then((module) => ({ default: module.CodeMerge })));

/** Two texts side by side with their differences marked; fetched when first needed. */
export function CodeDiff(props: CodeDiffProps) {
  return (
    <Suspense fallback={<Skeleton height={280} />}>
      <CodeMerge {...props} />
    </Suspense>
  );
}
