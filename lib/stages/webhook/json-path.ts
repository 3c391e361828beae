import { isObject } from '#lib/engine/model.ts';

/**
 * The part of JSONPath that status answers need: `$`, `.name`, `['name']`, `[0]`, `[-1]`, `.*`, `[*]` and `..name`.
 * Several hits give a list, one gives the value, none gives undefined. Throws for a path it cannot read.
 */
export function readPath(path: string, document: unknown): unknown {
  const steps = stepsOf(path.trim());
  let hits: unknown[] = [document];
  for (const step of steps) hits = hits.flatMap((value) => follow(step, value)).slice(0, 10_000);
  return hits.length > 1 || steps.some((step) => step.kind !== 'name') ? only(hits) : hits[0];
}

const only = (hits: unknown[]): unknown =>
  hits.length === 1 ? hits[0] : hits.length === 0 ? undefined : hits;

type Step = { kind: 'name'; name: string } | { kind: 'every' } | { kind: 'deep'; name: string };

const stepPattern =
  /\.\.(?<deep>[\w-]+)|\.(?<name>[^.[\]*\s]+)|(?<every>\.\*|\[\*\])|\[(?<index>-?\d+)\]|\[(?<quote>['"])(?<quoted>.*?)\k<quote>\]/gy;

function stepsOf(path: string): Step[] {
  const text = path.startsWith('$') ? path.slice(1) : `.${path}`;
  const steps: Step[] = [];
  let end = 0;
  for (const match of text.matchAll(stepPattern)) {
    const { deep, name, every, index, quoted } = match.groups ?? {};
    if (deep !== undefined) steps.push({ kind: 'deep', name: deep });
    else if (every !== undefined) steps.push({ kind: 'every' });
    else steps.push({ kind: 'name', name: name ?? index ?? quoted ?? '' });
    end = match.index + match[0].length;
  }
  if (end !== text.length)
    throw new Error(`"${path}" is not a path that Foredeck can read: use forms like $.a.b[0].`);
  return steps;
}

function follow(step: Step, value: unknown): unknown[] {
  if (step.kind === 'every')
    return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  if (step.kind === 'deep') return descend(step.name, value, 0);
  if (Array.isArray(value)) {
    const index = Number(step.name);
    return Number.isInteger(index) && value.at(index) !== undefined ? [value.at(index)] : [];
  }
  return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
}

function descend(name: string, value: unknown, depth: number): unknown[] {
  if (depth > 100) return [];
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  const own = isObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
  return [...own, ...inner.flatMap((child) => descend(name, child, depth + 1))];
}
