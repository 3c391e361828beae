import { useQueryClient } from '@tanstack/react-query';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { startOperationApi } from '#lib/executions/api.ts';
import type { operationKinds } from '#lib/executions/operation-schema.ts';
import type { ObjectRef } from '#lib/infrastructure/schema.ts';

export interface OperationRequest {
  type: (typeof operationKinds)[number];
  description: string;
  context?: Record<string, unknown>;
  reason?: string;
}

/** Starts an operation on an object and answers with the id of its run. */
export function useOperation(
  application: string,
  object: ObjectRef,
): (request: OperationRequest) => Promise<string> {
  const client = useQueryClient();
  return async ({ type, description, context, reason }) => {
    const { executionId } = await call<typeof startOperationApi>(
      'POST /applications/{application}/operations',
      {
        params: { application },
        body: {
          type,
          account: object.account,
          description,
          reason: reason ?? '',
          correlationId: crypto.randomUUID(),
          context: {
            location: object.namespace === '_' ? '' : object.namespace,
            manifestName: `${object.kind} ${object.name}`,
            mode: 'static',
            ...context,
          },
        },
      },
    );
    void client.invalidateQueries({ queryKey: keys.executions(application) });
    return executionId;
  };
}
