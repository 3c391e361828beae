'use client';

import { Modal, Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { PipelineDocument } from '../document.ts';
import type { PipelineEditorProps } from '../editor-props.ts';

// Few visits try an expression; the others need not fetch what that takes.
const Tester = lazy(() => import('./tester.tsx').then((module) => ({ default: module.Tester })));

interface TryExpressionProps {
  /** What is tried; nothing while the tester is closed. */
  trial: { text: string; stageKey: string | undefined } | undefined;
  document: PipelineDocument;
  evaluate: NonNullable<PipelineEditorProps['evaluate']>;
  loadRuns: PipelineEditorProps['loadRuns'];
  onClose(): void;
}

/** Says what a text with expressions becomes, with the values of a past run. Changes nothing. */
export function TryExpression({ trial, onClose, ...props }: TryExpressionProps) {
  return (
    <Modal opened={trial !== undefined} onClose={onClose} title="Try an expression" size={640}>
      {trial ? (
        <Suspense fallback={<Skeleton height={260} />}>
          <Tester {...props} text={trial.text} stageKey={trial.stageKey} />
        </Suspense>
      ) : null}
    </Modal>
  );
}
