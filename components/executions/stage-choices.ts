import { call } from '#lib/client/call.ts';
import type { patchStageApi, restartStageApi, skipStageApi } from '#lib/executions/api.ts';

interface StageRef {
  id: string;
  stage: string;
}

/** Runs a stage and everything behind it again. */
export function restart(params: StageRef, reason: string): Promise<unknown> {
  return call<typeof restartStageApi>('POST /executions/{id}/stages/{stage}/restart', {
    params,
    body: { reason },
  });
}

/** Leaves a failed stage out, or counts its failure as ignored, and goes on behind it. */
export function settle(
  params: StageRef,
  reason: string,
  settleAs: 'SKIPPED' | 'FAILED_CONTINUE',
): Promise<unknown> {
  return call<typeof restartStageApi>('POST /executions/{id}/stages/{stage}/restart', {
    params,
    body: { reason, settleAs },
  });
}

/** Leaves a stage out while it is at work. */
export function skipRunning(params: StageRef, reason: string): Promise<unknown> {
  return call<typeof skipStageApi>('POST /executions/{id}/stages/{stage}/skip', { params, body: { reason } });
}

/** Cuts a wait short. */
export function endWait(params: StageRef): Promise<unknown> {
  return call<typeof patchStageApi>('PATCH /executions/{id}/stages/{stage}', {
    params,
    body: { skipRemainingWait: true },
  });
}
