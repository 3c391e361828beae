import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { fillParameters, parsePipeline, type StageDefinition } from '../definition/index.ts';

/** What is known of a pipeline while somebody writes it. */
export interface Known {
  readonly application: string;
  readonly user: string;
  /** The document that is being edited. */
  readonly definition?: JsonObject | undefined;
  /** A past run in Spinnaker's shape (reference section 3.1). */
  readonly past?: JsonObject | undefined;
}

/**
 * The execution that expressions are tried against. The document says which stages and parameters there are, the past run
 * what they held; without a past run parameters have their defaults, and variables their own text.
 */
export function sampleExecution({ application, user, definition, past }: Known): JsonObject {
  if (!definition) return past ?? { id: 'sample', application, stages: [], trigger: { parameters: {} } };
  const { name, parameters, stages } = parsePipeline(definition);
  const trigger = isObject(past?.trigger) ? past.trigger : { type: 'manual', user, artifacts: [] };
  const supplied = isObject(trigger.parameters) ? trigger.parameters : {};
  const before = objectsIn(past?.stages);
  const own = stages.map((stage) => sampleStage(stage, before));
  const ids = new Set(own.map((stage) => stage.id));
  return {
    id: 'sample',
    status: 'RUNNING',
    authentication: { user },
    ...past,
    application,
    name,
    trigger: { ...trigger, parameters: fillParameters(parameters, supplied) },
    stages: [...own, ...before.filter((stage) => ids.has(stage.parentStageId))],
  };
}

/** The stage as the document has it, with what a past run of the same stage left. */
function sampleStage(stage: StageDefinition, before: readonly JsonObject[]): JsonObject {
  const { refId, type, name, requisiteStageRefIds, context } = stage;
  const past = before.find((other) => other.refId === refId && other.type === type && !other.parentStageId);
  const results = isObject(past?.context) ? past.context : {};
  return {
    id: `stage-${refId}`,
    status: 'NOT_STARTED',
    outputs: variablesOf(context),
    ...past,
    refId,
    type,
    name,
    requisiteStageRefIds,
    context: { ...results, ...context },
  };
}

/** An Evaluate variables stage tells by its document which names it will put out. */
function variablesOf(context: JsonObject): JsonObject {
  return Object.fromEntries(
    objectsIn(context.variables).flatMap(({ key, value }) =>
      typeof key === 'string' && key !== '' ? [[key, value ?? ''] as const] : [],
    ),
  );
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter((item: unknown) => isObject(item)) : [];
}
