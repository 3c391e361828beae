'use client';

import { NumberInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { type Question, scaleWords } from './operation-questions.ts';
import type { OperationRequest } from './use-operation.ts';

interface Props {
  question: Question | undefined;
  onClose: () => void;
  /** How many it is told to run now. */
  replicas: number;
  typedName: string | undefined;
  named: string;
  onConfirm: (request: OperationRequest) => Promise<void>;
}

/** Asks before an object is changed: what would happen, why it is done, and on production for its name. */
export function OperationDialog({ question, onClose, replicas, typedName, named, onConfirm }: Props) {
  // Until somebody types a number it is the one of the cluster, which may change meanwhile.
  const [typed, setTyped] = useState<number | string>();
  const [reason, setReason] = useState('');
  const count = typed ?? replicas;
  const isScale = question?.kind === 'scale';
  function close() {
    setTyped(undefined);
    setReason('');
    onClose();
  }
  return (
    <ConfirmDialog
      isOpen={question !== undefined}
      onClose={close}
      title={question?.title ?? ''}
      action={question?.action ?? ''}
      isReady={!isScale || typeof count === 'number'}
      {...(question?.kind === 'plain' && question.isDestructive ? { isDestructive: true } : {})}
      {...(typedName ? { typedName } : {})}
      onConfirm={async () => {
        if (!question) return;
        const request =
          question.kind === 'plain'
            ? question.request
            : {
                type: 'scaleManifest' as const,
                description: `Scale ${named} to ${count}`,
                context: { replicas: count },
              };
        await onConfirm({ ...request, reason });
      }}
    >
      {question?.kind === 'plain' ? <p>{question.text}</p> : null}
      {isScale ? (
        <NumberInput
          label="Replicas"
          description={scaleWords(replicas, count)}
          min={0}
          max={10_000}
          allowDecimal={false}
          value={count}
          onChange={setTyped}
          data-autofocus
        />
      ) : null}
      <Textarea
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={1}
      />
    </ConfirmDialog>
  );
}
