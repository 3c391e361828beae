import { isObject, type JsonObject } from '#lib/engine/model.ts';

/**
 * A pipeline document as the engine reads it. `raw` is the document itself with every unknown key: it is what is
 * stored and given back, so nothing can be lost on the way. Field by field: reference section 1.2.
 */
export interface PipelineDefinition {
  readonly raw: JsonObject;
  readonly id: string | null;
  readonly name: string;
  readonly application: string;
  readonly stages: readonly StageDefinition[];
  readonly parameters: readonly ParameterDefinition[];
  readonly triggers: readonly JsonObject[];
  readonly expectedArtifacts: readonly JsonObject[];
  readonly notifications: readonly JsonObject[];
  readonly limitConcurrent: boolean;
  /** 0 = no limit. */
  readonly maxConcurrentExecutions: number;
  readonly keepWaitingPipelines: boolean;
  readonly disabled: boolean;
  /** Absent or unknown means v3: the whole pipeline is also evaluated at the start. */
  readonly spelEvaluator: 'v3' | 'v4';
  readonly isTemplated: boolean;
}

export interface StageDefinition {
  /** Which kind runs it: `alias` where there is one, else `type`. */
  readonly kind: string;
  readonly type: string;
  readonly name: string;
  readonly refId: string;
  readonly requisiteStageRefIds: readonly string[];
  readonly startTimeExpiry: number | null;
  /** Everything that is not an attribute of the stage itself. */
  readonly context: JsonObject;
  readonly raw: JsonObject;
}

export interface ParameterDefinition {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly default: unknown;
  readonly required: boolean;
  readonly options: readonly string[];
  readonly isPinned: boolean;
  readonly isDate: boolean;
  readonly condition: { parameter: string; comparator: string; value: string } | null;
  readonly raw: JsonObject;
}

/** Reads a document. Never throws: what is missing or odd takes its default, and `validatePipeline` speaks about it. */
export function parsePipeline(raw: JsonObject): PipelineDefinition {
  return {
    raw,
    id: text(raw.id),
    name: (text(raw.name) ?? '').trim(),
    application: text(raw.application) ?? '',
    stages: parseStages(raw.stages),
    parameters: objects(raw.parameterConfig).map(parseParameter),
    triggers: objects(raw.triggers),
    expectedArtifacts: objects(raw.expectedArtifacts),
    notifications: objects(raw.notifications),
    limitConcurrent: isTrue(raw.limitConcurrent),
    maxConcurrentExecutions: Math.max(0, Math.trunc(number(raw.maxConcurrentExecutions) ?? 0)),
    keepWaitingPipelines: isTrue(raw.keepWaitingPipelines),
    disabled: isTrue(raw.disabled),
    spelEvaluator: raw.spelEvaluator === 'v4' ? 'v4' : 'v3',
    isTemplated: raw.type === 'templatedPipeline',
  };
}

const attributes = new Set(['type', 'name', 'refId', 'requisiteStageRefIds', 'startTimeExpiry']);

function parseStages(value: unknown): StageDefinition[] {
  const stages = objects(value);
  // Documents from before refIds ran in the order written.
  const isLine = stages.every((stage) => stage.refId === undefined || stage.refId === null);
  return stages.map((raw, index) => {
    const type = text(raw.type) ?? '';
    return {
      kind: kindOf(raw),
      type,
      name: text(raw.name) ?? type,
      refId: isLine ? String(index) : (text(raw.refId) ?? ''),
      requisiteStageRefIds: isLine
        ? index === 0
          ? []
          : [String(index - 1)]
        : references(raw.requisiteStageRefIds),
      startTimeExpiry: number(raw.startTimeExpiry),
      context: Object.fromEntries(Object.entries(raw).filter(([key]) => !attributes.has(key))),
      raw,
    };
  });
}

/** `alias` alone decides where present; types of providers other than the built-in one carry the provider's name. */
function kindOf(raw: JsonObject): string {
  const type = text(raw.alias) || (text(raw.type) ?? '');
  const provider = text(raw.providerType);
  return provider && provider !== 'aws' && provider !== 'titus' ? `${type}_${provider}` : type;
}

/**
 * A list of refIds, or a single one. `*` was the stage that older engines put before all others, so a stage that
 * requires it is an initial one.
 */
function references(value: unknown): string[] {
  const list = (Array.isArray(value) ? value : [value]).flatMap((item) => text(item) ?? []);
  return list[0] === '*' ? [] : list.filter((refId) => Array.isArray(value) || refId !== '');
}

function parseParameter(raw: JsonObject): ParameterDefinition {
  const condition = isObject(raw.condition)
    ? raw.condition
    : isObject(raw.conditional)
      ? raw.conditional
      : null;
  const name = text(raw.name) ?? '';
  return {
    name,
    label: text(raw.label) || name,
    description: text(raw.description) ?? '',
    default: raw.default ?? null,
    required: isTrue(raw.required),
    options: isTrue(raw.hasOptions) ? objects(raw.options).flatMap((option) => text(option.value) ?? []) : [],
    isPinned: isTrue(raw.pinned),
    isDate: raw.constraint === 'date',
    condition: condition && {
      parameter: text(condition.parameter) ?? '',
      comparator: text(condition.comparator) ?? '=',
      value: text(condition.comparatorValue) ?? '',
    },
    raw,
  };
}

/** A string; numbers count, since old documents write refIds and ids as numbers. */
function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function number(value: unknown): number | null {
  if (typeof value === 'string' && value.trim() === '') return null;
  const result = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(result) ? result : null;
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';
const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
