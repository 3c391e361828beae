import type { Finding } from '#lib/pipelines/schema.ts';
import type { Field, StageDescription } from '#lib/stages/fields.ts';
import { isObject, objectsIn, type Path, type PipelineDocument, textOf, valueAt } from './document.ts';
import { hasExpression, isEmpty, isShown, storedValue } from './field-values.ts';
import { describeStage, type Lookups } from './lookups.ts';
import { chainBetween, type EditorStage, readStages, stagesBehindCircles } from './stage-graph.ts';
import { nearestName } from './suggest.ts';

/** Something that will not work, or may not be meant, and the field where it can be put right. */
export interface Problem {
  /** `error`: the pipeline cannot run like this. `warning`: it can, but perhaps not as meant. */
  severity: 'error' | 'warning';
  /** The stage's name, or the part of the pipeline. */
  subject: string;
  /** A clause to stand behind the subject: "the account `staging-2` does not exist." Names stand between backticks. */
  message: string;
  /** From the root of the document. */
  path: Path;
  stageKey?: string;
  /** What to write instead, where that can be guessed. */
  suggestion?: string;
}

/** What is needed to judge a document beyond itself. */
export interface ProblemSources {
  descriptions: readonly StageDescription[];
  lookups: Pick<Lookups, 'accounts' | 'applications'>;
  /** The rules the server applies when saving; said by it in its own words. */
  validate?: (document: PipelineDocument) => readonly Finding[];
}

/**
 * The problems of a document whose fields still hold what was judged. Judging lags behind the typing, and a problem about
 * the letters of a moment ago (with its button to put it right, a stop of the Tab key) must not stand between two fields.
 */
export function stillTrue(
  problems: readonly Problem[],
  judged: PipelineDocument,
  current: PipelineDocument,
): readonly Problem[] {
  if (judged === current) return problems;
  return problems.filter(({ path }) => valueAt(judged, path) === valueAt(current, path));
}

/** Everything wrong with a document: errors first, then in the order of the stages. */
export function findProblems(document: PipelineDocument, sources: ProblemSources): Problem[] {
  const stages = readStages(document);
  const around = {
    stages,
    stuck: stagesBehindCircles(stages),
    byName: Map.groupBy(stages, (entry) => entry.name),
    byRefId: Map.groupBy(stages, (entry) => entry.refId),
  };
  const found = [
    ...pipelineProblems(document),
    ...stages.flatMap((entry) => stageProblems(entry, around, sources)),
  ];
  for (const finding of sources.validate?.(document) ?? []) {
    const problem = fromFinding(finding, stages);
    if (!found.some((known) => isSameField(known.path, problem.path))) found.push(problem);
  }
  return found.toSorted((left, right) => rank(left) - rank(right));
}

/** What the server says of a place, put to the stage it speaks of. */
export function fromFinding(finding: Finding, stages: readonly EditorStage[]): Problem {
  const path = finding.path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const [root, index] = path;
  const entry = root === 'stages' && typeof index === 'number' ? stages[index] : undefined;
  return {
    severity: finding.level,
    subject: entry?.name ?? partName(root),
    message: finding.message,
    path,
    stageKey: entry?.key,
  };
}

function pipelineProblems(document: PipelineDocument): Problem[] {
  const problems: Problem[] = [];
  if (textOf(document.name).trim() === '') {
    problems.push({ severity: 'error', subject: 'Pipeline', message: 'a name is missing.', path: ['name'] });
  }
  const names = new Set<string>();
  objectsIn(document.parameterConfig).forEach((parameter, index) => {
    const name = textOf(parameter.name);
    const path = ['parameterConfig', index, 'name'];
    if (name.trim() === '') {
      problems.push({
        severity: 'error',
        subject: `Parameter ${index + 1}`,
        message: 'a name is missing.',
        path,
      });
    } else if (names.has(name)) {
      problems.push({
        severity: 'error',
        subject: `Parameter ${name}`,
        message: 'there are two of that name.',
        path,
      });
    }
    names.add(name);
  });
  objectsIn(document.triggers).forEach((trigger, index) => {
    if (trigger.type !== 'cron' || !isEmpty(trigger.cronExpression)) return;
    const path = ['triggers', index, 'cronExpression'];
    problems.push({
      severity: 'error',
      subject: 'Schedule',
      message: 'the cron expression is missing.',
      path,
    });
  });
  return problems;
}

/** The pipeline a stage stands in, indexed once for all its stages. */
interface Surroundings {
  stages: readonly EditorStage[];
  stuck: ReadonlySet<string>;
  byName: ReadonlyMap<string, EditorStage[]>;
  byRefId: ReadonlyMap<string, EditorStage[]>;
}

function stageProblems(entry: EditorStage, around: Surroundings, sources: ProblemSources): Problem[] {
  const { stages } = around;
  const at = (severity: Problem['severity'], field: Path, message: string, suggestion?: string): Problem => ({
    severity,
    subject: entry.name,
    message,
    path: ['stages', entry.index, ...field],
    stageKey: entry.key,
    suggestion,
  });
  const problems: Problem[] = [];
  // `*` is how old documents say that nothing comes before.
  for (const refId of entry.dangling.filter((each) => each !== '*')) {
    problems.push(
      at('warning', ['requisiteStageRefIds'], `it waits for stage \`${refId}\`, which does not exist.`),
    );
  }
  const circle = around.stuck.has(entry.key)
    ? entry.requires.map((key) => chainBetween(stages, entry.key, key)).find((chain) => chain)
    : undefined;
  if (circle) {
    const path = [...circle, entry].map((stage) => stage.name).join(' → ');
    problems.push(at('error', ['requisiteStageRefIds'], `it waits for itself (${path}).`));
  }
  if (entry.refId !== '' && (around.byRefId.get(entry.refId)?.length ?? 0) > 1) {
    problems.push(at('error', ['refId'], `another stage has the refId \`${entry.refId}\` too.`));
  }
  if (around.byName.get(entry.name)?.[0] !== entry) {
    const words = 'another stage has the same name; expressions that name it mean the first one.';
    problems.push(at('warning', ['name'], words));
  }
  const description = describeStage(sources.descriptions, entry.type);
  if (entry.type === '') problems.push(at('error', ['type'], 'the type of the stage is missing.'));
  else if (!description) {
    const known = sources.descriptions.filter((kind) => !kind.isHidden).map((kind) => kind.type);
    const near = nearestName(entry.type, known);
    const message = `no stage of type \`${entry.type}\` can be run here. It is kept as it is, and fails when a run reaches it.`;
    problems.push(at('warning', ['type'], message, near));
  }
  for (const field of description?.fields ?? []) {
    if (!isShown(field, description?.fields ?? [], entry.stage)) continue;
    const fault = fieldFault(field, storedValue(field, entry.stage), sources);
    if (fault) problems.push(at(fault.severity, field.name.split('.'), fault.message, fault.suggestion));
  }
  return [...problems, ...expressionProblems(entry.stage, [], stages, at)];
}

type Fault = Pick<Problem, 'severity' | 'message' | 'suggestion'>;

/** What is wrong with the value of one field; undefined when nothing is. */
function fieldFault(
  field: Field,
  value: unknown,
  sources: Pick<ProblemSources, 'lookups'>,
): Fault | undefined {
  const label = lowerFirst(field.label);
  if (isEmpty(value)) {
    const isMissing = field.required && field.default === undefined;
    return isMissing ? { severity: 'error', message: `“${field.label}” must be filled in.` } : undefined;
  }
  if (hasExpression(value)) return undefined;
  switch (field.kind) {
    case 'account': {
      const names = sources.lookups.accounts.map((account) => account.name);
      if (typeof value !== 'string' || names.includes(value)) return undefined;
      const message = `the account \`${value}\` does not exist.`;
      return { severity: 'error', message, suggestion: nearestName(value, names) };
    }
    case 'application': {
      const { applications } = sources.lookups;
      if (typeof value !== 'string' || applications.length === 0 || applications.includes(value))
        return undefined;
      const message = `the application \`${value}\` does not exist, or you may not see it.`;
      return { severity: 'warning', message, suggestion: nearestName(value, applications) };
    }
    case 'number':
    case 'duration': {
      const number = Number(value);
      if (typeof value === 'boolean' || Number.isNaN(number)) {
        return { severity: 'error', message: `${label} must be a number or an expression.` };
      }
      if (field.kind === 'duration') return undefined;
      if (field.min !== undefined && number < field.min) {
        return { severity: 'error', message: `${label} must be at least ${field.min}.` };
      }
      if (field.max !== undefined && number > field.max) {
        return { severity: 'error', message: `${label} must be at most ${field.max}.` };
      }
      return undefined;
    }
    case 'select': {
      if (field.isOpen || field.isMultiple || field.options.some((option) => option.value === value))
        return undefined;
      const known = field.options.map((option) => String(option.value));
      const message = `${label} cannot be \`${textOf(value) || JSON.stringify(value)}\`.`;
      return { severity: 'warning', message, suggestion: nearestName(textOf(value), known) };
    }
    default:
      return undefined;
  }
}

function expressionProblems(
  value: unknown,
  path: Path,
  stages: readonly EditorStage[],
  at: (severity: Problem['severity'], field: Path, message: string, suggestion?: string) => Problem,
): Problem[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => expressionProblems(item, [...path, index], stages, at));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) =>
      expressionProblems(item, [...path, key], stages, at),
    );
  }
  if (typeof value !== 'string' || !value.includes('${')) return [];
  const open = value.lastIndexOf('${');
  if (value.indexOf('}', open) < 0) return [at('error', path, 'an expression is not closed with }.')];
  const names = stages.map((stage) => stage.name);
  return [...value.matchAll(/#stage\(\s*(['"])(.*?)\1\s*\)/g)].flatMap((match) => {
    const name = match[2] ?? '';
    if (names.includes(name)) return [];
    const message = `an expression names the stage “${name}”, which does not exist.`;
    const near = nearestName(name, names);
    const suggestion = near && value.replace(match[0], `#stage('${near}')`);
    return [at('warning', path, message, suggestion)];
  });
}

/** The same place, or one inside the other as long as that is within one field. */
function isSameField(left: Path, right: Path): boolean {
  const shorter = Math.min(left.length, right.length);
  if (shorter < 3 && left.length !== right.length) return false;
  return left.slice(0, shorter).every((step, index) => String(step) === String(right[index]));
}

function partName(root: string | number | undefined): string {
  const names: Record<string, string> = {
    triggers: 'Triggers',
    parameterConfig: 'Parameters',
    notifications: 'Notifications',
    expectedArtifacts: 'Artifacts',
  };
  return names[String(root)] ?? 'Pipeline';
}

function rank(problem: Problem): number {
  return problem.severity === 'error' ? 0 : 1;
}

function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
