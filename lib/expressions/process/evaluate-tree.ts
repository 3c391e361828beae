import { ExpressionError } from '../errors.ts';
import type { Environment } from '../evaluate/state.ts';
import type { PendingCall } from '../functions/pending.ts';
import { containsExpression } from '../syntax/template.ts';
import { isPlainMap } from '../values/value.ts';
import { evaluateText, type Use } from './evaluate-text.ts';
import type { SummaryCollector } from './summary.ts';

/** Levels of lists and maps that are walked; JSON deeper than that is left as it is. */
const maxDepth = 400;

export type TreeRun = {
  root: unknown;
  environment: Environment;
  summary: SummaryCollector;
  /** Questions to the host that must be answered before the result counts. */
  pending: PendingCall[];
  /** When the whole value must be done, by the clock for time limits. */
  deadline: number;
};

/** Whether a value holds an expression anywhere, keys included. One scan, no copies. */
export function hasExpressions(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return containsExpression(value);
  if (typeof value !== 'object' || value === null || depth > maxDepth) return false;
  if (Array.isArray(value)) return value.some((item) => hasExpressions(item, depth + 1));
  if (!isPlainMap(value)) return false;
  for (const key in value) {
    if (containsExpression(key) || hasExpressions(value[key], depth + 1)) return true;
  }
  return false;
}

/**
 * Evaluates every text of a value, through lists and maps, keys too. What holds no expression is passed through
 * uncopied. `name` is the key under which the value stands, for messages.
 */
export function evaluateTree(value: unknown, name: string | undefined, run: TreeRun, depth = 0): unknown {
  if (typeof value === 'string') return containsExpression(value) ? evaluateLeaf(value, name, run) : value;
  if (typeof value !== 'object' || value === null || depth > maxDepth) return value;
  if (Array.isArray(value)) return evaluateList(value, name, run, depth);
  return isPlainMap(value) ? evaluateMap(value, run, depth) : value;
}

function evaluateList(
  list: readonly unknown[],
  name: string | undefined,
  run: TreeRun,
  depth: number,
): unknown {
  const result = list.map((item) => evaluateTree(item, name, run, depth + 1));
  return result.every((item, index) => item === list[index]) ? list : result;
}

function evaluateMap(map: Readonly<Record<string, unknown>>, run: TreeRun, depth: number): unknown {
  const pairs = Object.keys(map).map((key) => {
    const name = containsExpression(key) ? String(evaluateLeaf(key, undefined, run, 'key')) : key;
    return [name, evaluateTree(map[key], key, run, depth + 1)] as const;
  });
  const isSame = Object.keys(map).every(
    (key, index) => pairs[index]?.[0] === key && pairs[index]?.[1] === map[key],
  );
  return isSame ? map : Object.fromEntries(pairs);
}

function evaluateLeaf(text: string, name: string | undefined, run: TreeRun, use: Use = 'value'): unknown {
  const { summary, environment } = run;
  const outcome =
    environment.elapsed() > run.deadline
      ? { ...untouched(text), error: new ExpressionError('budget', 'the expressions together took too long') }
      : evaluateText(text, run.root, environment, use);
  if (outcome.pending) {
    run.pending.push(outcome.pending);
    return text;
  }
  summary.attempt(outcome.expression);
  const subject = name === undefined ? text : `[${name}]`;
  if (outcome.error) {
    summary.add(outcome.expression, {
      level: 'ERROR',
      description: `Failed to evaluate ${subject} ${outcome.error.message}`.replaceAll('$', ''),
      exceptionType: outcome.error.kind,
    });
  } else if (outcome.isUnresolved) {
    summary.add(outcome.expression, {
      level: 'INFO',
      description: `Failed to evaluate ${subject} : ${outcome.expression} not found`,
      exceptionType: null,
    });
  }
  return outcome.value;
}

const untouched = (text: string) => ({
  value: text,
  expression: text.replaceAll('$', ''),
  isUnresolved: false,
  pending: undefined,
});
