import { ExpressionError, javaFault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { textOf } from '../values/text.ts';
import { BeanValue, EnumValue, fromPlain, isMap } from '../values/value.ts';
import { deployedServerGroups } from './deployed-server-groups.ts';
import type { HelperFunction, HelperParameter } from './function.ts';
import { askHost, stored } from './host.ts';
import { read, readMap, stagesOf, theExecution } from './read-bean.ts';
import { textOfArgument } from './text-functions.ts';

const failed = (message: string): ExpressionError => new ExpressionError('function', message);

const executionId = (state: State): string => textOf(read(theExecution(state), 'id'), state);

function findStage(state: State, is: (stage: BeanValue) => boolean): BeanValue | undefined {
  return stagesOf(state).find(is);
}

const isNamed = (id: unknown) => (stage: BeanValue) =>
  id !== null && (read(stage, 'name') === id || read(stage, 'id') === id);

function stage(state: State, id: unknown): BeanValue {
  const found = findStage(state, isNamed(id));
  if (!found) throw failed(`there is no stage '${String(id)}' in execution ${executionId(state)}`);
  return found;
}

function judgment(state: State, name: unknown): unknown {
  const found = findStage(
    state,
    (candidate) =>
      name !== null &&
      read(candidate, 'name') === name &&
      read(candidate, 'type') === 'manualJudgment' &&
      readMap(candidate, 'context', 'judgmentInput', state) !== null,
  );
  if (!found) throw failed(`there is no manual judgment '${String(name)}' with an input`);
  return readMap(found, 'context', 'judgmentInput', state);
}

function boundArtifact(state: State, property: string, wanted: unknown): unknown {
  const trigger = read(theExecution(state), 'trigger');
  const expected = trigger instanceof BeanValue ? read(trigger, 'resolvedExpectedArtifacts') : null;
  for (const item of state.overlay.items(expected) ?? []) {
    const bound = item instanceof BeanValue ? read(item, 'boundArtifact') : null;
    if (bound instanceof BeanValue && read(bound, property) === wanted) return bound;
  }
  throw failed(`the trigger of execution ${executionId(state)} has no resolved artifact '${String(wanted)}'`);
}

/** All artifacts that stages put out, in the order of the stages. */
function resolvedArtifacts(state: State): unknown[] {
  return stagesOf(state).flatMap((candidate) => [
    ...(state.overlay.items(readMap(candidate, 'outputs', 'artifacts', state)) ?? []),
  ]);
}

function manifestLabelValue([name, kind, key]: readonly unknown[], state: State): unknown {
  if (kind !== 'Deployment' && kind !== 'ReplicaSet')
    throw javaFault('the kind must be Deployment or ReplicaSet');
  if (key === null || key === undefined) throw javaFault('a label key is required');
  const found = findStage(state, (candidate) => {
    const status = read(candidate, 'status');
    return (
      read(candidate, 'name') === name &&
      read(candidate, 'type') === 'deployManifest' &&
      status instanceof EnumValue &&
      status.name === 'SUCCEEDED'
    );
  });
  if (!found) throw failed('the name of a succeeded Deploy (Manifest) stage is required');
  const manifests = state.overlay.items(readMap(found, 'context', 'outputs.manifests', state)) ?? [];
  const get = (map: unknown, field: string): unknown =>
    isMap(map) ? (state.overlay.get(map, field) ?? null) : null;
  const manifest = manifests.map(fromPlain).find((candidate) => get(candidate, 'kind') === kind);
  if (manifest === undefined) throw failed(`the stage has deployed no manifest of kind ${kind}`);
  const labels = ['spec', 'template', 'metadata', 'labels'].reduce(get, manifest);
  const value = isMap(labels) ? state.overlay.get(labels, key) : undefined;
  if (value === undefined) throw failed(`the manifest's pods have no label '${String(key)}'`);
  return fromPlain(value);
}

const param = (name: string, description: string): HelperParameter => ({ name, type: 'text', description });

const stageName = param('stage', 'Name or id of a stage');

const required = (value: unknown, message: string): string => {
  if (typeof value !== 'string' || value === '') throw failed(message);
  return value;
};

function pipelineId(state: State, name: unknown, application: unknown): unknown {
  const { host, answers } = state.environment;
  const question: [string, string] = [
    required(application, 'the name of an application is required'),
    required(name, 'the name of a pipeline is required'),
  ];
  return askHost(answers, 'findPipelineId', question, host.findPipelineId);
}

const ownApplication = (state: State): unknown => read(theExecution(state), 'application');

/** Functions that look at the execution, and those that ask the host about pipelines and applications. */
export const executionFunctions: readonly HelperFunction[] = [
  {
    name: 'stage',
    description:
      'A stage of this execution. Fails when there is none; the first wins when several have the name.',
    parameters: [stageName],
    returns: 'stage',
    run: ([id], state) => stage(state, id),
  },
  {
    name: 'stageExists',
    description: 'Whether this execution has a stage of this name or id.',
    parameters: [stageName],
    returns: 'boolean',
    run: ([id], state) => findStage(state, isNamed(id)) !== undefined,
  },
  {
    name: 'stageByRefId',
    description: 'A stage of this execution by its reference id.',
    parameters: [param('refId', 'Reference id of a stage')],
    returns: 'stage',
    run: ([refId], state) => {
      const found =
        refId === null ? undefined : findStage(state, (candidate) => read(candidate, 'refId') === refId);
      if (!found) throw failed(`there is no stage with reference id '${String(refId)}'`);
      return found;
    },
  },
  {
    name: 'currentStage',
    description: 'The stage that is being evaluated.',
    parameters: [],
    returns: 'stage',
    run: (_, state) => {
      const id = state.environment.currentStageId;
      const found =
        id === undefined ? undefined : findStage(state, (candidate) => read(candidate, 'id') === id);
      if (!found) throw failed('there is no current stage here');
      return found;
    },
  },
  {
    name: 'currentUser',
    description: 'Who the execution runs as, or anonymous.',
    parameters: [],
    returns: 'text',
    run: (_, state) => state.environment.user ?? 'anonymous',
  },
  ...(['judgment', 'judgement'] as const).map(
    (name): HelperFunction => ({
      name,
      description: 'The input that was chosen in a manual judgment.',
      parameters: [param('stage', 'Name of a manual judgment stage')],
      returns: 'text',
      run: ([id], state) => judgment(state, id),
    }),
  ),
  {
    name: 'triggerResolvedArtifact',
    description: 'An artifact that the trigger resolved, by name.',
    parameters: [param('name', 'Name of the artifact')],
    returns: 'artifact',
    run: (args, state) => boundArtifact(state, 'name', textOfArgument(args)),
  },
  {
    name: 'triggerResolvedArtifactByType',
    description: 'An artifact that the trigger resolved, by type.',
    parameters: [param('type', 'Type of the artifact, as docker/image')],
    returns: 'artifact',
    run: (args, state) => boundArtifact(state, 'type', textOfArgument(args)),
  },
  {
    name: 'resolvedArtifacts',
    description: 'All artifacts that the stages of this execution put out.',
    parameters: [],
    returns: 'list',
    run: (_, state) => resolvedArtifacts(state),
  },
  {
    name: 'manifestLabelValue',
    description:
      'A pod label of a Deployment or ReplicaSet that a succeeded Deploy (Manifest) stage deployed.',
    parameters: [
      param('stage', 'Name of the stage'),
      param('kind', 'Deployment or ReplicaSet'),
      param('label', 'Key of the label'),
    ],
    returns: 'text',
    run: manifestLabelValue,
  },
  {
    name: 'deployedServerGroups',
    description: 'Server groups that deploy stages (other than manifest stages) made.',
    parameters: [{ name: 'stages', type: 'texts', description: 'Names or ids of stages; none for all' }],
    returns: 'list',
    run: (ids, state) => deployedServerGroups(ids, state),
  },
  {
    name: 'pipelineId',
    description: 'Id of a pipeline of the same application, by name.',
    parameters: [param('name', 'Name of a pipeline')],
    returns: 'text',
    run: ([name], state) => {
      const id = pipelineId(state, name, ownApplication(state));
      if (id === null) throw failed(`the application has no pipeline '${String(name)}'`);
      return id;
    },
  },
  {
    name: 'pipelineIdOrNull',
    description: 'Id of a pipeline of the same application, or null when there is none.',
    parameters: [param('name', 'Name of a pipeline')],
    returns: 'text or null',
    run: ([name], state) => pipelineId(state, name, ownApplication(state)),
  },
  {
    name: 'pipelineIdInApplication',
    description: 'Id of a pipeline of another application, or null when there is none.',
    parameters: [param('name', 'Name of a pipeline'), param('application', 'Name of the application')],
    returns: 'text or null',
    run: ([name, application], state) => pipelineId(state, name, application),
  },
  {
    name: 'applicationMetadata',
    description: 'Attributes of an application.',
    parameters: [param('application', 'Name of the application')],
    returns: 'map',
    run: (args, state) => {
      const { host, answers } = state.environment;
      const found = askHost(answers, 'applicationMetadata', [textOfArgument(args)], host.applicationMetadata);
      if (found === null) throw failed(`there is no application '${textOfArgument(args)}'`);
      return found;
    },
  },
  {
    name: 'canaryConfigNameToId',
    description: 'Id of a canary configuration, by name.',
    parameters: [param('name', 'Name of the configuration'), param('application', 'Name of the application')],
    returns: 'text',
    run: ([name, application], state) => {
      const { host, answers } = state.environment;
      const question: [string, string] = [
        required(name, 'the name of a configuration is required'),
        required(application, 'the name of an application is required'),
      ];
      const id = askHost(answers, 'findCanaryConfigId', question, host.findCanaryConfigId);
      if (id === null)
        throw failed(`application ${question[1]} has no canary configuration '${question[0]}'`);
      return id;
    },
  },
  {
    name: 'cfServiceKey',
    description: 'Service key that a succeeded Create Service Key stage made (Cloud Foundry).',
    parameters: [stageName],
    returns: 'map',
    run: ([id], state) => {
      const found = findStage(
        state,
        (candidate) =>
          read(candidate, 'type') === 'createServiceKey' && isSucceeded(candidate) && isNamed(id)(candidate),
      );
      if (!found) return {};
      const tasks = state.overlay.items(readMap(found, 'context', 'kato.tasks', state)) ?? [];
      const [result] = state.overlay.items(getFrom(tasks[0], 'resultObjects', state)) ?? [];
      return getFrom(result, 'serviceKey', state) ?? {};
    },
  },
  {
    name: 'fetchReference',
    description: 'Content of an artifact store reference, in base64.',
    parameters: [param('reference', 'Reference of a stored artifact')],
    returns: 'text',
    run: (args, state) => stored(textOfArgument(args), state),
  },
];

const isSucceeded = (candidate: BeanValue): boolean => {
  const status = read(candidate, 'status');
  return status instanceof EnumValue && status.name === 'SUCCEEDED';
};

const getFrom = (map: unknown, key: string, state: State): unknown =>
  isMap(map) ? (state.overlay.get(map, key) ?? null) : null;
