import { defaultLimits } from '../budget.ts';
import { type EvaluationContext, rootOf } from '../context/build-context.ts';
import { type FunctionHelp, functionCatalogue } from '../functions/catalogue.ts';
import { classes, classNamed } from '../types/classes.ts';
import { BeanValue, classOf, fromPlain, isMap, isPlainMap, MapValue, TypeValue } from '../values/value.ts';
import { evaluateRaw } from './evaluate-raw.ts';

export type Completion = {
  label: string;
  /** Text to put between `from` and the cursor. */
  insert: string;
  kind: 'property' | 'function' | 'method' | 'stage' | 'type';
  /** A signature, a type or a sample, for the right side of the list. */
  detail: string;
  /** Sentences on what it does; functions have them. */
  documentation?: string;
  /** Where the replaced text starts. */
  from: number;
};

const maxCompletions = 200;

/**
 * What could stand at the cursor, from the values of a past execution. Nothing outside `${...}`. The text before the
 * dot is evaluated within the usual bounds, so the names offered are really there.
 */
export function complete(text: string, cursor: number, context: EvaluationContext): Completion[] {
  const open = openExpression(text, cursor);
  if (open === undefined) return [];
  const before = text.slice(open, cursor);
  // It could not be evaluated either, and looking for words in it would take long.
  if (before.length > defaultLimits.expressionLength) return [];
  const found = [...candidates(before, cursor, context)];
  return found.slice(0, maxCompletions);
}

/** Where the expression begins that the cursor is in, or undefined outside one. */
function openExpression(text: string, cursor: number): number | undefined {
  const start = text.lastIndexOf('${', cursor - 1);
  if (start === -1 || start + 2 > cursor) return undefined;
  let depth = 0;
  let quote = '';
  for (let at = start + 2; at < cursor; at += 1) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"') {
      quote = char;
    } else if (char === '{') {
      depth += 1;
    } else if (char === '}') {
      if (depth === 0) return undefined;
      depth -= 1;
    }
  }
  return start + 2;
}

function candidates(before: string, cursor: number, context: EvaluationContext): Completion[] {
  const stage = /#(?:stage|stageExists|judgment|judgement)\(\s*(['"])([^'"]*)$/.exec(before);
  if (stage) return stageNames(stage[2] ?? '', stage[1] ?? "'", cursor, context, before);
  const helper = /#(\w*)$/.exec(before);
  if (helper) return functions(helper[1] ?? '', cursor);
  if (/(^|\W)T\(\s*[\w.]*$/.test(before)) return types(/[\w.]*$/.exec(before)?.[0] ?? '', cursor);
  if (inQuotes(before)) return [];
  const member = /(\??\.)(\w*)$/.exec(before);
  if (member) {
    const typed = member[2] ?? '';
    const target = targetBefore(before.slice(0, before.length - (member[0]?.length ?? 0)));
    return target === undefined ? [] : members(target, typed, cursor, context);
  }
  const word = /\w*$/.exec(before)?.[0] ?? '';
  return [...names(word, cursor, context), ...(word === '' ? functions('', cursor) : [])];
}

const inQuotes = (text: string): boolean => {
  let quote = '';
  for (const char of text) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
  }
  return quote !== '';
};

/** The chain that ends where the dot is: `#stage('x').context` out of `1 + #stage('x').context`. */
function targetBefore(text: string): string | undefined {
  let at = text.length;
  while (at > 0) {
    const char = text[at - 1] ?? '';
    if (char === ')' || char === ']' || char === "'" || char === '"') {
      const open = opening(text, at - 1);
      if (open === undefined) return undefined;
      at = open;
    } else if (/[\w.#?]/.test(char)) {
      at -= 1;
    } else {
      break;
    }
  }
  const target = text.slice(at);
  return target === '' ? undefined : target;
}

/** Where the bracket or quote that closes at a place was opened. */
function opening(text: string, end: number): number | undefined {
  const close = text[end] ?? '';
  if (close === "'" || close === '"') {
    const open = text.lastIndexOf(close, end - 1);
    return open === -1 ? undefined : open;
  }
  const pair = close === ')' ? '(' : '[';
  let depth = 0;
  for (let at = end; at >= 0; at -= 1) {
    const char = text[at] ?? '';
    if (char === "'" || char === '"') {
      const open = text.lastIndexOf(char, at - 1);
      if (open === -1) return undefined;
      at = open;
    } else if (char === close) depth += 1;
    else if (char === pair) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

const startsWith = (label: string, typed: string): boolean =>
  label.toLowerCase().startsWith(typed.toLowerCase());

function functions(typed: string, cursor: number): Completion[] {
  return functionCatalogue
    .filter((entry) => startsWith(entry.name, typed))
    .map((entry) => ({
      label: `#${entry.name}`,
      insert: `#${entry.name}(`,
      kind: 'function',
      detail: `${entry.signature.slice(entry.name.length + 1)}: ${entry.returns}`,
      documentation: documentationOf(entry),
      from: cursor - typed.length - (typed === '' ? 0 : 1),
    }));
}

function documentationOf({ description, arguments: names }: FunctionHelp): string {
  return [description, ...names.map((each) => `${each.name}: ${each.description}.`)].join('\n');
}

function types(typed: string, cursor: number): Completion[] {
  return Object.entries(classes)
    .filter(([, { qualifiedName }]) => qualifiedName !== undefined)
    .map(([name, { qualifiedName = name }]) => ({ name, label: qualifiedName.replace(/^java\.lang\./, '') }))
    .filter(({ name, label }) => startsWith(label, typed) || startsWith(name, typed))
    .map(({ label }) => ({
      label,
      insert: `${label})`,
      kind: 'type',
      detail: 'type',
      from: cursor - typed.length,
    }));
}

function names(typed: string, cursor: number, context: EvaluationContext): Completion[] {
  return mapKeys(rootOf(context))
    .filter(([key]) => startsWith(key, typed))
    .map(([key, value]) => property(key, value, cursor - typed.length, typed));
}

const isName = (key: string): boolean => /^[A-Za-z_]\w*$/.test(key);

function property(key: string, value: unknown, from: number, typed: string): Completion {
  const detail = sample(value);
  // A key that is no name is written in brackets, and the dot before it goes.
  if (isName(key)) return { label: key, insert: key, kind: 'property', detail, from };
  return {
    label: key,
    insert: `['${key.replaceAll("'", "''")}']`,
    kind: 'property',
    detail,
    from: typed === '' ? from - 1 : from,
  };
}

function sample(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const name = classOf(fromPlain(value));
  return { ArrayList: 'list', LinkedHashMap: 'map' }[name] ?? name;
}

const mapKeys = (map: unknown): [string, unknown][] => {
  if (map instanceof MapValue) {
    const own = [...map.entries.values()].map((entry): [string, unknown] => [String(entry.key), entry.value]);
    const known = new Set(own.map(([key]) => key));
    const further = map.fallbackKeys().filter((key) => !known.has(key));
    return [...own, ...further.map((key): [string, unknown] => [key, map.fallback?.(key)])];
  }
  return isPlainMap(map) ? Object.entries(map) : [];
};

function members(target: string, typed: string, cursor: number, context: EvaluationContext): Completion[] {
  const found = evaluateRaw(target, context);
  if (!found) return [];
  const { value } = found;
  const from = cursor - typed.length;
  const properties: [string, unknown][] = isMap(value)
    ? mapKeys(value)
    : value instanceof BeanValue
      ? Object.entries(value.properties).map(([key, read]) => [key, read()])
      : [];
  return [
    ...properties
      .filter(([key]) => startsWith(key, typed))
      .map(([key, item]) => property(key, item, from, typed)),
    ...methods(value, typed, from),
  ];
}

function methods(value: unknown, typed: string, from: number): Completion[] {
  const isType = value instanceof TypeValue;
  const seen = new Set<string>();
  return classNamed(isType ? value.type : classOf(value))
    .methods.filter((method) => method.isStatic === isType && startsWith(method.name, typed))
    .map((method): Completion => {
      const detail = `(${method.parameters.join(', ')}): ${method.returns}`;
      const insert = method.parameters.length === 0 ? `${method.name}()` : `${method.name}(`;
      return { label: method.name, insert, kind: 'method', detail, from };
    })
    .filter((entry) => {
      const key = entry.label + entry.detail;
      return !seen.has(key) && seen.add(key) !== undefined;
    });
}

function stageNames(
  typed: string,
  quote: string,
  cursor: number,
  context: EvaluationContext,
  before: string,
): Completion[] {
  const wantsJudgment = /#judge?ment\([^(]*$/.test(before);
  const execution = evaluateRaw('#root.execution', context)?.value;
  const stages = execution instanceof BeanValue ? execution.properties.stages?.() : [];
  const list = Array.isArray(stages) ? stages.filter((stage) => stage instanceof BeanValue) : [];
  return list.flatMap((stage): Completion[] => {
    const [name, type] = [stage.properties.name?.(), stage.properties.type?.()];
    if (typeof name !== 'string' || !startsWith(name, typed)) return [];
    if (wantsJudgment && type !== 'manualJudgment') return [];
    const insert = `${name.replaceAll(quote, quote + quote)}${quote})`;
    return [{ label: name, insert, kind: 'stage', detail: String(type), from: cursor - typed.length }];
  });
}
