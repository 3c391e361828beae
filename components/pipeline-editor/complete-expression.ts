import { objectsIn, type PipelineDocument, textOf } from './document.ts';
import { chainBetween, readStages } from './stage-graph.ts';

/** One way to go on. */
export interface Completion {
  /** What is written instead of the word begun. */
  text: string;
  /** What it is, in a few words. */
  detail: string;
}

/** Completions and the place in the text where the word begun starts. */
export interface Completions {
  from: number;
  options: Completion[];
}

/** Offers ways to go on at the cursor; undefined when the cursor is in no expression or nothing fits. */
export type Completer = (input: {
  text: string;
  cursor: number;
  document: PipelineDocument;
  stageKey?: string;
  /** The whole text is an expression, without `${ }` around it. */
  isBare?: boolean;
}) => Completions | undefined;

/** The same asked of the server, which knows the values of a past run. */
export type RemoteCompleter = (
  input: Parameters<Completer>[0],
  signal: AbortSignal,
) => Promise<Completions | undefined>;

/** Functions of expressions with what they give back. */
const FUNCTIONS: readonly (readonly [name: string, detail: string])[] = [
  ['toJson', 'a value as JSON text'],
  ['toInt', 'text as a whole number'],
  ['toFloat', 'text as a number'],
  ['toBoolean', 'text as true or false'],
  ['toBase64', 'text as base64'],
  ['fromBase64', 'base64 as text'],
  ['alphanumerical', 'only letters and digits'],
  ['readJson', 'JSON text as a value'],
  ['readYaml', 'YAML text as a value'],
  ['readAllYaml', 'YAML documents as a list'],
  ['fromUrl', 'the text at an address'],
  ['jsonFromUrl', 'the JSON at an address'],
  ['yamlFromUrl', 'the YAML at an address'],
  ['stage', 'a stage by name'],
  ['stageExists', 'whether a stage exists'],
  ['stageByRefId', 'a stage by reference'],
  ['currentStage', 'this stage'],
  ['currentUser', 'who runs the pipeline'],
  ['judgment', 'the choice made at an approval'],
  ['triggerResolvedArtifact', 'an artifact of the trigger by name'],
  ['triggerResolvedArtifactByType', 'an artifact of the trigger by type'],
  ['resolvedArtifacts', 'all artifacts so far'],
  ['manifestLabelValue', 'a label of a deployed manifest'],
  ['pipelineId', 'the id of a pipeline'],
  ['applicationMetadata', 'an application'],
];

const WITHOUT_ARGUMENT = new Set(['currentStage', 'currentUser', 'resolvedArtifacts']);

const STAGE_MEMBERS: readonly (readonly [string, string])[] = [
  ['status', 'SUCCEEDED, RUNNING ...'],
  ['outputs', 'what the stage gave out'],
  ['context', 'what the stage was given'],
  ['hasSucceeded', 'true or false'],
  ['hasFailed', 'true or false'],
  ['startTime', 'epoch milliseconds'],
];

const TRIGGER_MEMBERS: readonly (readonly [string, string])[] = [
  ['user', 'who started the run'],
  ['type', 'what started the run'],
  ['parameters', 'values given at the start'],
  ['artifacts', 'artifacts received'],
  ['payload', 'body of the webhook'],
  ['tag', 'tag of the image'],
  ['buildInfo', 'the build that started it'],
  ['branch', 'branch of the commit'],
  ['hash', 'commit'],
];

const EXECUTION_MEMBERS: readonly (readonly [string, string])[] = [
  ['id', 'id of this run'],
  ['name', 'name of the pipeline'],
  ['application', 'name of the application'],
  ['stages', 'stages of this run'],
  ['startTime', 'epoch milliseconds'],
];

/** Completes parameters, stages before this one, trigger, execution and functions from the document itself. */
export const completeExpression: Completer = ({ text, cursor, document, stageKey, isBare }) => {
  const open = isBare ? 0 : expressionStart(text, cursor);
  if (open === undefined) return undefined;
  const before = text.slice(open, cursor);
  const stages = /#(?:stage|stageExists|judgment)\(\s*'([^']*)$/.exec(before);
  if (stages) {
    const isClosed = text.slice(cursor).startsWith("'");
    const names = stageNames(document, stageKey).map((name) => ({
      ...name,
      text: isClosed ? name.text : `${name.text}')`,
    }));
    return offer(names, stages[1] ?? '', cursor);
  }
  const member = /([\w.]+|#stage\('[^']*'\))\.([\w]*)$/.exec(before);
  if (member) return offer(membersOf(member[1] ?? '', document), member[2] ?? '', cursor);
  const word = /[#\w]*$/.exec(before)?.[0] ?? '';
  return offer([...roots(document, stageKey), ...FUNCTIONS.map(asFunction)], word, cursor);
};

/** Where the expression around the cursor begins, just behind its `${`. */
export function expressionStart(text: string, cursor: number): number | undefined {
  const open = text.lastIndexOf('${', cursor - 1);
  if (open < 0 || open + 2 > cursor) return undefined;
  return text.slice(open + 2, cursor).includes('}') ? undefined : open + 2;
}

function offer(options: readonly Completion[], word: string, cursor: number): Completions | undefined {
  const wanted = word.toLowerCase();
  const starting = options.filter((option) => option.text.toLowerCase().startsWith(wanted));
  const within = options.filter(
    (option) => !starting.includes(option) && option.text.toLowerCase().includes(wanted),
  );
  const found = [...starting, ...(wanted === '' ? [] : within)].filter((option) => option.text !== word);
  return found.length > 0 ? { from: cursor - word.length, options: found.slice(0, 12) } : undefined;
}

function roots(document: PipelineDocument, stageKey?: string): Completion[] {
  const parameters = parameterNames(document).map(({ text, detail }) => ({
    text: member('parameters', text),
    detail,
  }));
  const results = stageNames(document, stageKey).map((stage) => ({
    text: `#stage('${stage.text}')`,
    detail: stage.detail,
  }));
  return [
    ...parameters,
    ...results,
    { text: 'trigger', detail: 'what started the run' },
    { text: 'execution', detail: 'this run' },
    { text: 'parameters', detail: 'values given at the start' },
  ];
}

function membersOf(owner: string, document: PipelineDocument): Completion[] {
  if (owner === 'parameters' || owner === 'trigger.parameters') return parameterNames(document);
  if (owner.startsWith('#stage(')) return STAGE_MEMBERS.map(asMember);
  if (owner === 'trigger') return TRIGGER_MEMBERS.map(asMember);
  return owner === 'execution' ? EXECUTION_MEMBERS.map(asMember) : [];
}

function parameterNames(document: PipelineDocument): Completion[] {
  return objectsIn(document.parameterConfig)
    .filter((parameter) => textOf(parameter.name) !== '')
    .map((parameter) => ({
      text: textOf(parameter.name),
      detail: textOf(parameter.label) || textOf(parameter.description) || 'parameter',
    }));
}

/** Stages that have run when this one does; all of them outside a stage. */
function stageNames(document: PipelineDocument, stageKey?: string): Completion[] {
  const stages = readStages(document);
  const earlier = stages.filter(
    (entry) =>
      stageKey === undefined || (entry.key !== stageKey && chainBetween(stages, entry.key, stageKey)),
  );
  return earlier.map((entry) => ({ text: entry.name.replaceAll("'", "''"), detail: `stage, ${entry.type}` }));
}

function member(owner: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${owner}.${name}` : `${owner}['${name.replaceAll("'", "''")}']`;
}

function asFunction([name, detail]: readonly [string, string]): Completion {
  return { text: WITHOUT_ARGUMENT.has(name) ? `#${name}()` : `#${name}(`, detail };
}

function asMember([text, detail]: readonly [string, string]): Completion {
  return { text, detail };
}
