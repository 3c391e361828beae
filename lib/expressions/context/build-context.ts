import { isPlainMap, type MapValue, type PlainMap } from '../values/value.ts';
import { ancestorOutputs } from './ancestors.ts';
import { executionBean, layeredMap, listIn } from './beans.ts';
import { scmInfo } from './scm-info.ts';

/** What expressions are evaluated in: the names they can use, and who asks. */
export type EvaluationContext = {
  /** Names and values, as a JSON object or as `buildContext` makes it. Never changed. */
  readonly root: PlainMap | MapValue;
  readonly currentStageId?: string;
  readonly user?: string;
};

type ContextInput = {
  /** The execution as JSON: id, application, stages, trigger ... Left out, there is none. */
  execution?: PlainMap;
  /** The stage being evaluated, one of the execution's or one about to be added. */
  stage?: PlainMap;
  /** Outputs of the stages before, nearest first, when the execution does not hold those stages. */
  ancestorOutputs?: readonly PlainMap[];
  /** More names: variables evaluated so far, for instance. They win over the stage's context. */
  extra?: PlainMap;
};

/** The context of a stage, or of a whole execution: section 4.2 of the rules. */
export function buildContext(input: ContextInput): EvaluationContext {
  const { execution, stage } = input;
  const own = isPlainMap(stage?.context) ? stage.context : {};
  const names: Record<string, unknown> = { ...own };
  if (execution) {
    names.execution = executionBean(execution);
    names.trigger = isPlainMap(execution.trigger) ? execution.trigger : {};
    const variables = execution.templateVariables;
    if (isPlainMap(variables) && Object.keys(variables).length > 0) names.templateVariables = variables;
  }
  const root = completeNames({ ...names, ...input.extra });
  const layers = (): readonly PlainMap[] => {
    if (input.ancestorOutputs) return input.ancestorOutputs;
    return stage && execution ? ancestorOutputs(stage, listIn(execution, 'stages').filter(isPlainMap)) : [];
  };
  const id = stage?.id;
  const authentication = execution?.authentication;
  const user = isPlainMap(authentication) ? authentication.user : undefined;
  return {
    root: layeredMap(root, layers),
    ...(typeof id === 'string' && { currentStageId: id }),
    ...(typeof user === 'string' && { user }),
  };
}

/** Adds the names that are always there: `parameters`, `scmInfo`; an execution given as JSON becomes an execution. */
export function completeNames(names: PlainMap): PlainMap {
  const trigger = isPlainMap(names.trigger) ? names.trigger : {};
  const parameters = isPlainMap(trigger.parameters) ? trigger.parameters : {};
  const complete: Record<string, unknown> = { ...names };
  if (Object.keys(parameters).length > 0) complete.parameters = parameters;
  else complete.parameters ??= {};
  complete.scmInfo = scmInfo(names);
  const { execution } = names;
  // What has no id is not a run but some map that is merely called so.
  const isRun = isPlainMap(execution) && Array.isArray(execution.stages) && execution.id !== undefined;
  if (isRun) complete.execution = executionBean(execution);
  return complete;
}

/** A context from bare names, for a tester or a rule that has no execution. */
export function contextOf(names: PlainMap): EvaluationContext {
  return { root: layeredMap(completeNames(names), () => []) };
}

/** The names of a context, completed where they were given bare. */
export const rootOf = (context: EvaluationContext): MapValue =>
  isPlainMap(context.root) ? layeredMap(completeNames(context.root), () => []) : context.root;
