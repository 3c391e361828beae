import type { ProgressEvent } from '#lib/notifications/schema.ts';
import type { ExecutionStatus } from '../model.ts';
import type { Step } from '../transition/state.ts';

/** Something that people may have asked to be told of. */
export interface Progress {
  readonly event: ProgressEvent;
  /** Null: of the run as a whole. */
  readonly stageId: string | null;
  /** Restarts so far: what begins anew is told anew. */
  readonly round: number;
}

/**
 * What of a step is told (reference section 7.2): that the run began or ended, and the same of stages that send notifications. Nothing of
 * stages that a stage brought along, nor of what was canceled or skipped. Whether anybody wants to know is not asked here.
 */
export function progressOf(step: Step): Progress[] {
  const { execution } = step.state;
  return step.events.flatMap((event): Progress[] => {
    const kind = progressKind(event.from, event.status);
    if (!kind || execution.canceled) return [];
    if (event.kind === 'execution.changed')
      return [{ event: `pipeline.${kind}`, stageId: null, round: execution.restarts }];
    const stage = step.changed.find(({ id }) => id === event.stageId);
    if (!stage?.flags.tells || stage.parentId !== null) return [];
    return [{ event: `stage.${kind}`, stageId: stage.id, round: stage.restarts }];
  });
}

function progressKind(
  from: ExecutionStatus,
  to: ExecutionStatus,
): 'starting' | 'complete' | 'failed' | undefined {
  switch (to) {
    case 'RUNNING':
      return from === 'NOT_STARTED' ? 'starting' : undefined;
    case 'SUCCEEDED':
      return 'complete';
    case 'TERMINAL':
    case 'STOPPED':
    case 'FAILED_CONTINUE':
      return 'failed';
    default:
      return undefined;
  }
}
