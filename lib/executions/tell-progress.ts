import { systemContext } from '#lib/auth/index.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { buildContext, evaluateAsync } from '#lib/expressions/index.ts';
import { sendNews, settingsFor } from '#lib/notifications/index.ts';
import type { ProgressEvent } from '#lib/notifications/schema.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { getExecutionSource } from './get-execution.ts';
import type { ExecutionDetail, StageRow } from './schema.ts';

interface Progress {
  readonly executionId: string;
  readonly stageId: string | null;
  readonly event: ProgressEvent;
  readonly round: number;
}

/**
 * Tells those whom the pipeline, or the stage, names that it began or ended (reference section 7.2); their settings may hold expressions. A
 * repeat tells nobody twice. Of dry runs nobody is told.
 */
export async function tellProgress(progress: Progress): Promise<void> {
  const { executionId, stageId, event, round } = progress;
  const source = await sourceOf(executionId);
  if (!source || source.isDryRun) return;
  const stage = source.stages.find((one) => one.id === stageId);
  if (stageId !== null && !stage) return;
  const { definition, ...run } = source;
  const execution = {
    ...run,
    stages: run.stages.map((one) => ({ ...one, requisiteStageRefIds: one.requisites })),
  };
  const chosen = settingsFor(stage ? stage.context.notifications : definition.notifications, event);
  if (chosen.length === 0) return;
  const { value } = await evaluateAsync(
    chosen,
    buildContext({ execution, ...(stage && { stage: { ...stage } }) }),
  );
  await sendNews(`${executionId}-${stageId ?? 'run'}-${event}-${round}`, settingsFor(value, event), {
    event,
    application: run.application,
    executionId,
    executionName: run.name,
    ...(stage && { stageId: stage.id }),
    headline: headline(run, stage, event),
    details: stage
      ? { stageName: stage.name, stageId: stage.refId, status: stage.status }
      : { status: run.status },
  });
}

type Source = Omit<ExecutionDetail, 'stages'> & {
  stages: (StageRow & { context: JsonObject })[];
  definition: JsonObject;
};

/** Undefined once the run was deleted: then there is nothing to tell of. */
async function sourceOf(executionId: string): Promise<Source | undefined> {
  try {
    const source = await getExecutionSource(systemContext('notifications'), executionId);
    const { definition } = source;
    // Made of `ExecutionDetail` and of the stages' data, for scripts; only its type is not so exact.
    return { ...(source as unknown as Source), definition: isObject(definition) ? definition : {} };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

const words = { starting: 'has started', complete: 'has succeeded', failed: 'has failed' } as const;

/** `podinfo: Deploy #12 has failed: the image cannot be pulled.` */
function headline(
  run: Omit<Source, 'definition'>,
  stage: StageRow | undefined,
  event: ProgressEvent,
): string {
  const kind = event.split('.')[1] as keyof typeof words;
  const what = `${run.application}: ${run.name} #${run.number}${stage ? `, stage "${stage.name}",` : ''}`;
  const failure = kind === 'failed' ? errorOf(run.stages, stage) : undefined;
  return `${what} ${words[kind]}${failure ? `: ${failure}` : '.'}`;
}

/** Of the stage or one that it brought along; of the first stage that failed, where no stage is meant. */
function errorOf(stages: readonly StageRow[], stage: StageRow | undefined): string | undefined {
  const concerned = stage
    ? stages.filter(({ id, parentId }) => stage.id === id || stage.id === parentId)
    : stages;
  return concerned.find(({ error }) => error !== null)?.error ?? undefined;
}
