'use client';

import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './code-mirror.tsx';

// The editor for code is as large as the rest of the page; it comes when a form first needs it.
const CodeMirror = lazy(() =>
  import('./code-mirror.tsx').then((module) => ({ default: module.CodeMirrorEditor })),
);

/** YAML or JSON with line numbers and the line of a fault marked. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Skeleton height={props.minHeight ?? 96} />}>
      <CodeMirror {...props} />
    </Suspense>
  );
}
