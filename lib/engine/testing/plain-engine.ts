import { databasePool } from '#lib/platform/database/index.ts';
import { type JobHandlers, type RunningQueue, runQueue } from '#lib/queue/index.ts';
import type { StageType } from '../contract.ts';
import { succeeded } from '../contract.ts';
import { createEngine, type Engine, type EngineObserver } from '../engine.ts';
import { engineHandlers } from '../handlers.ts';
import type { JsonObject } from '../model.ts';

/** A stage kind for tests: one task, whatever it does. */
export function kindOf(
  type: string,
  rest: Partial<StageType> & { run?: StageType['tasks'][string]['run'] } = {},
): StageType {
  const { run = () => succeeded(), ...others } = rest;
  return { type, aliases: [], tasks: { run: { run } }, ...others };
}

/** An engine over this process's database that knows the given kinds. */
export function plainEngine(kinds: readonly StageType[], options: { observe?: EngineObserver } = {}): Engine {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]));
  return createEngine<unknown>({
    pool: databasePool(),
    find: (type) => byType.get(type),
    services: {},
    ...(options.observe ? { observe: options.observe } : {}),
  });
}

/** Runs the engine's jobs in this process until stopped. */
export async function runEngineQueue(engine: Engine): Promise<RunningQueue> {
  const handlers: JobHandlers = {
    ...engineHandlers(engine),
    'notifications.progress': async () => undefined,
    'notifications.deliver': async () => undefined,
    'upkeep.forget': async () => undefined,
  };
  return await runQueue(handlers);
}

/** Stages in a line or a graph, in the shape `startExecution` takes. */
export function blueprint(
  refId: string,
  kind: string,
  requires: readonly string[] = [],
  context: JsonObject = {},
) {
  return {
    kind,
    name: `${kind} ${refId}`,
    refId,
    requisiteStageRefIds: requires,
    startTimeExpiry: null,
    context,
  };
}
