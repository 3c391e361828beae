import { statusOf } from '../types/enum-methods.ts';
import { keyOf } from '../values/equality.ts';
import { long } from '../values/number.ts';
import {
  BeanValue,
  CollectionValue,
  EntryValue,
  EnumValue,
  isPlainMap,
  MapValue,
  type PlainMap,
} from '../values/value.ts';
import { ancestorsOf } from './ancestors.ts';
import { mergedOutputs } from './merged-outputs.ts';

const mapIn = (source: PlainMap, key: string): PlainMap => {
  const value = source[key];
  return isPlainMap(value) ? value : {};
};

export const listIn = (source: PlainMap, key: string): readonly unknown[] => {
  const value = source[key];
  return Array.isArray(value) ? value : [];
};

/** Milliseconds are a Java long whatever their size. */
function time(source: PlainMap, key: string): unknown {
  const value = source[key];
  return typeof value === 'number' ? long(BigInt(Math.trunc(value))) : null;
}

const plainly = (source: PlainMap, names: readonly string[]): Record<string, () => unknown> =>
  Object.fromEntries(names.map((name) => [name, () => source[name] ?? null]));

const flags = (source: PlainMap, names: readonly string[]): Record<string, () => unknown> =>
  Object.fromEntries(names.map((name) => [name, () => source[name] === true]));

const times = (source: PlainMap, names: readonly string[]): Record<string, () => unknown> =>
  Object.fromEntries(names.map((name) => [name, () => time(source, name)]));

const status = (source: PlainMap): unknown => {
  const value = source.status;
  if (value instanceof EnumValue) return value;
  return statusOf(typeof value === 'string' ? value : 'NOT_STARTED');
};

/** Computes a value once, when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const artifactFields = [
  'type',
  'name',
  'version',
  'location',
  'reference',
  'artifactAccount',
  'provenance',
  'uuid',
];

export function artifactBean(source: unknown): unknown {
  if (!isPlainMap(source)) return source;
  return new BeanValue(
    'Artifact',
    {
      ...plainly(source, artifactFields),
      ...flags(source, ['customKind']),
      metadata: () => mapIn(source, 'metadata'),
    },
    source,
  );
}

function expectedArtifactBean(source: unknown): unknown {
  if (!isPlainMap(source)) return source;
  return new BeanValue(
    'ExpectedArtifact',
    {
      ...plainly(source, ['id']),
      ...flags(source, ['usePriorArtifact', 'useDefaultArtifact']),
      matchArtifact: () => artifactBean(source.matchArtifact ?? null),
      defaultArtifact: () => artifactBean(source.defaultArtifact ?? null),
      boundArtifact: () => artifactBean(source.boundArtifact ?? null),
    },
    source,
  );
}

export function triggerBean(source: PlainMap): BeanValue {
  return new BeanValue(
    'Trigger',
    {
      ...plainly(source, ['type', 'correlationId']),
      ...flags(source, ['rebake', 'dryRun', 'strategy']),
      user: () => source.user ?? '[anonymous]',
      parameters: () => mapIn(source, 'parameters'),
      artifacts: once(() => listIn(source, 'artifacts').map(artifactBean)),
      notifications: () => listIn(source, 'notifications'),
      resolvedExpectedArtifacts: once(() =>
        listIn(source, 'resolvedExpectedArtifacts').map(expectedArtifactBean),
      ),
      other: () => source,
      ...plainly(
        source,
        ['buildInfo', 'parentExecution'].filter((name) => name in source),
      ),
    },
    source,
  );
}

function taskBean(source: unknown): unknown {
  if (!isPlainMap(source)) return source;
  return new BeanValue(
    'TaskExecution',
    {
      ...plainly(source, ['id', 'name', 'implementingClass']),
      ...times(source, ['startTime', 'endTime']),
      ...flags(source, ['stageStart', 'stageEnd', 'loopStart', 'loopEnd']),
      status: () => status(source),
      taskExceptionDetails: () => mapIn(source, 'taskExceptionDetails'),
    },
    source,
  );
}

/** A map that also answers for the outputs of the stages before, nearest first, where it lacks a key itself. */
export function layeredMap(own: PlainMap, layers: () => readonly PlainMap[]): MapValue {
  const entries = Object.keys(own).map((key) => [keyOf(key), new EntryValue(key, own[key])] as const);
  const find = (key: string): unknown => layers().find((candidate) => Object.hasOwn(candidate, key))?.[key];
  const keys = (): string[] => [...new Set(layers().flatMap((layer) => Object.keys(layer)))];
  return new MapValue(new Map(entries), find, keys);
}

/** The stage that a synthetic stage belongs to. */
function parentOf(source: PlainMap, execution: BeanValue): unknown {
  const stages = execution.properties.stages?.();
  const isParent = (stage: unknown): boolean =>
    stage instanceof BeanValue && stage.properties.id?.() === source.parentStageId;
  return (Array.isArray(stages) ? stages : []).find(isParent) ?? null;
}

function stageBean(source: PlainMap, execution: () => BeanValue, all: readonly PlainMap[]): BeanValue {
  const outputs = (): PlainMap => mapIn(source, 'outputs');
  return new BeanValue(
    'StageExecution',
    {
      ...plainly(source, ['id', 'refId', 'type', 'parentStageId']),
      ...times(source, ['startTime', 'endTime', 'startTimeExpiry', 'scheduledTime']),
      name: () => source.name ?? source.type ?? null,
      status: () => status(source),
      context: once(() =>
        layeredMap(
          mapIn(source, 'context'),
          once(() => ancestorsOf(source, all).map((stage) => mapIn(stage, 'outputs'))),
        ),
      ),
      outputs,
      tasks: once(() => listIn(source, 'tasks').map(taskBean)),
      requisiteStageRefIds: () => new CollectionValue('set', listIn(source, 'requisiteStageRefIds')),
      execution,
      // Only a synthetic stage has one.
      ...(typeof source.parentStageId === 'string' && { parent: () => parentOf(source, execution()) }),
      hasSucceeded: () => source.status === 'SUCCEEDED',
      hasFailed: () => source.status === 'TERMINAL',
      join: () => listIn(source, 'requisiteStageRefIds').length > 1,
      manualJudgmentType: () => source.type === 'manualJudgment',
      continuePipelineOnFailure: () => mapIn(source, 'context').continuePipelineOnFailure === true,
      allowSiblingStagesToContinueOnFailure: () =>
        mapIn(source, 'context').allowSiblingStagesToContinueOnFailure === true,
    },
    source,
  );
}

function authenticationBean(source: PlainMap): BeanValue {
  return new BeanValue(
    'AuthenticationDetails',
    {
      ...plainly(source, ['user']),
      allowedAccounts: () => new CollectionValue('set', listIn(source, 'allowedAccounts')),
    },
    source,
  );
}

function pausedBean(source: PlainMap): BeanValue {
  return new BeanValue(
    'PausedDetails',
    {
      ...plainly(source, ['pausedBy', 'resumedBy']),
      ...times(source, ['pauseTime', 'resumeTime']),
      paused: () => source.pauseTime !== undefined && source.resumeTime === undefined,
    },
    source,
  );
}

const optional = (source: PlainMap, key: string, make: (part: PlainMap) => BeanValue) =>
  once(() => (isPlainMap(source[key]) ? make(mapIn(source, key)) : null));

/** An execution document as expressions see it. */
export function executionBean(source: PlainMap): BeanValue {
  const sources = listIn(source, 'stages').filter(isPlainMap);
  const bean: BeanValue = new BeanValue(
    'PipelineExecution',
    {
      ...plainly(source, [
        ...['id', 'application', 'name', 'canceledBy', 'cancellationReason', 'origin'],
        ...['description', 'pipelineConfigId', 'spelEvaluator', 'partition'],
      ]),
      ...times(source, ['buildTime', 'startTime', 'endTime', 'startTimeExpiry']),
      ...flags(source, ['canceled', 'limitConcurrent', 'keepWaitingPipelines']),
      maxConcurrentExecutions: () => source.maxConcurrentExecutions ?? 0,
      status: () => status(source),
      context: once(() => mergedOutputs(sources)),
      initialConfig: () => mapIn(source, 'initialConfig'),
      templateVariables: () => source.templateVariables ?? null,
      stages: once(() => sources.map((stage) => stageBean(stage, () => bean, sources))),
      notifications: () => listIn(source, 'notifications'),
      systemNotifications: () => listIn(source, 'systemNotifications'),
      authentication: optional(source, 'authentication', authenticationBean),
      paused: optional(source, 'paused', pausedBean),
      trigger: once(() => triggerBean(mapIn(source, 'trigger'))),
    },
    source,
  );
  return bean;
}
