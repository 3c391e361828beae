import type { StageRun, StageType } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { contextOf, evaluateAsync } from '#lib/expressions/index.ts';
import type { Stage } from '../define-stage.ts';

interface Given<Needs> {
  readonly context?: JsonObject;
  readonly outputs?: JsonObject;
  readonly services?: Needs;
  readonly execution?: Partial<StageRun['execution']>;
  readonly stage?: Partial<StageRun['stage']>;
  readonly task?: Partial<StageRun['task']>;
  readonly ancestors?: Awaited<ReturnType<StageRun['ancestors']>>;
  readonly stages?: Awaited<ReturnType<StageRun['stages']>>;
  readonly now?: number;
  /** Names that expressions can use beside the context. */
  readonly names?: JsonObject;
}

/** A run as a kind's task sees it, context parsed by the kind's own schema; the services are the test's fakes. */
export function fakeRun<Needs>(kind: Stage<Needs>, given: Given<Needs>): StageRun<JsonObject, Needs> {
  const { context = {}, outputs = {}, now = 1_000_000, ancestors = [], stages = [], names = {} } = given;
  const parsed = (kind as StageType<JsonObject, Needs>).context?.parse(context) ?? context;
  return {
    execution: {
      id: 'run-2',
      type: 'PIPELINE',
      application: 'shop',
      name: 'Deploy',
      pipelineConfigId: 'pipeline-1',
      status: 'RUNNING',
      buildTime: 0,
      startTime: 0,
      trigger: { type: 'manual' },
      parameters: {},
      isDryRun: false,
      canceled: false,
      canceledBy: null,
      cancellationReason: null,
      definition: {},
      ...given.execution,
    },
    stage: {
      id: 'stage-1',
      refId: '1',
      type: kind.type,
      name: 'The stage',
      parentStageId: null,
      startedAt: now,
      restarts: 0,
      ...given.stage,
    },
    context: parsed,
    rawContext: context,
    outputs,
    lookup: async (key) => context[key],
    evaluate: async (value, extra = {}) => {
      const evaluated = await evaluateAsync(value, contextOf({ ...context, ...names, ...extra }));
      const errors = Object.values(evaluated.summary).flatMap((list) => list.map((each) => each.description));
      return { value: evaluated.value, errors, summary: evaluated.summary };
    },
    stages: async () => stages,
    ancestors: async () => ancestors,
    now,
    task: { name: '', startedAt: now, polls: 0, ...given.task },
    key: (part) => `stage-1-0${part ? `-${part}` : ''}`,
    actor: { user: 'ana' },
    signal: new AbortController().signal,
    services: given.services as Needs,
  };
}

/** What a task of the kind answers. */
export async function answerOf<Needs>(kind: Stage<Needs>, task: string, given: Given<Needs>) {
  const definition = kind.tasks[task];
  if (!definition) throw new Error(`${kind.type} has no task ${task}.`);
  return await definition.run(fakeRun(kind, given));
}
