'use client';

import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { KeyValue } from '#components/ui/key-value.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { withoutFileNames } from '#components/ui/without-file-names.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import type { ObjectRef } from '#lib/infrastructure/schema.ts';
import { useOperation } from './use-operation.ts';

interface Props {
  isOpen: boolean;
  onClose: () => void;
  application: string;
  object: ObjectRef;
  revision: number;
  isProduction: boolean;
  onStarted: (executionId: string) => void;
}

/** What a rollback brings back, before it is done. */
export function RollbackDialog({
  isOpen,
  onClose,
  application,
  object,
  revision,
  isProduction,
  onStarted,
}: Props) {
  const preview = useQuery({
    ...infrastructureQueries.undoPreview(application, object, revision),
    enabled: isOpen,
  });
  const operate = useOperation(application, object);
  const [reason, setReason] = useState('');
  const named = `${object.kind} ${object.name}`;
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      size="xl"
      title={`Roll ${named} in ${object.account} back to revision ${revision}?`}
      action="Roll back"
      {...(isProduction ? { typedName: object.name } : {})}
      onConfirm={async () => {
        const description = `Roll back ${named} to revision ${revision}`;
        onStarted(await operate({ type: 'undoRolloutManifest', description, reason, context: { revision } }));
      }}
    >
      <QueryFaces query={preview}>
        {(undo) => (
          <>
            {undo.warnings.map((warning) => (
              <Notice key={warning} tone="wait" title={warning} />
            ))}
            <KeyValue
              entries={[
                { key: 'Images', value: undo.imagesReturning.join(', ') || 'unchanged', isMono: true },
                {
                  key: 'Configuration',
                  value: undo.configsReturning.join(', ') || 'unchanged',
                  isMono: true,
                },
                { key: 'Pods', value: String(undo.replicas ?? '') },
              ]}
            />
            <DiffView label="What returns" diff={withoutFileNames(undo.diff)} maxHeight={320} />
          </>
        )}
      </QueryFaces>
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
