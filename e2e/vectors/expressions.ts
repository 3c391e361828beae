import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { double, executionStatuses } from '#lib/expressions/index.ts';
import type { CorpusResult, Miss } from './corpus.ts';
import { evaluateVector } from './expression-modes.ts';
import { readJsonFile } from './read-json.ts';

const Names = z.record(z.string(), z.unknown());

export const ExpressionVector = z.looseObject({
  id: z.string(),
  expression: z.unknown(),
  context: Names.default({}),
  expected: z.unknown(),
  expectedStatus: z.string().optional(),
  mode: z.string().optional(),
  allowUnknownKeys: z.boolean().default(true),
  enums: z.array(z.string()).default([]),
  error: z.boolean().default(false),
  unresolved: z.boolean().default(false),
  failures: z.number().optional(),
  totalEvaluated: z.number().optional(),
  failureCount: z.number().optional(),
  javaType: z.string().optional(),
  elCode: z.string().optional(),
});
export type ExpressionVector = z.infer<typeof ExpressionVector>;

/** `2.0` in a context is a double to the original; `JSON.parse` alone would make it an int. */
function keepDoubles(_key: string, value: unknown, ...rest: readonly unknown[]): unknown {
  const [detail] = rest;
  if (typeof value !== 'number' || typeof detail !== 'object' || detail === null) return value;
  const source = 'source' in detail ? String(detail.source) : '';
  return /[.eE]/.test(source) ? double(value) : value;
}

const withEnums = (vector: ExpressionVector): ExpressionVector => {
  const context = { ...vector.context };
  for (const name of vector.enums) {
    context[name] = executionStatuses.find((status) => status.name === context[name]) ?? context[name];
  }
  return { ...vector, context };
};

/** The parts of a result that a vector speaks about; parts it is silent on are taken over from it. */
function judge(vector: ExpressionVector, expected: unknown, got: Record<string, unknown>): Miss | undefined {
  const wanted: Record<string, unknown> = { value: expected };
  if (vector.expectedStatus !== undefined) wanted.status = vector.expectedStatus;
  if (vector.error) wanted.error = true;
  if (vector.unresolved) wanted.unresolved = true;
  if (!vector.error && !vector.unresolved && vector.javaType !== undefined) wanted.javaType = vector.javaType;
  if (vector.elCode !== undefined) wanted.elCode = vector.elCode;
  if (vector.failures !== undefined) wanted.failures = vector.failures;
  if (vector.totalEvaluated !== undefined) wanted.totalEvaluated = vector.totalEvaluated;
  if (vector.failureCount !== undefined) wanted.failureCount = vector.failureCount;
  const relevant = Object.fromEntries(Object.keys(wanted).map((key) => [key, got[key]]));
  // Through JSON both, which has no minus zero.
  if (isDeepStrictEqual(plainly(wanted), plainly(relevant))) return undefined;
  return { id: vector.id, expected: wanted, got: { ...relevant, message: got.message } };
}

const plainly = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Evaluates every vector of `spel.json` and compares value, type, error code and counts. */
export async function run(folder: string): Promise<CorpusResult | undefined> {
  const text = await readJsonFile(join(folder, 'spel.json'));
  if (text === undefined) return undefined;
  const plain = z.array(ExpressionVector).parse(JSON.parse(text));
  const typed = z.array(ExpressionVector).parse(JSON.parse(text, keepDoubles));
  const misses: Miss[] = [];
  for (const [index, vector] of typed.entries()) {
    const expression = plain[index]?.expression;
    const got = await evaluateVector(withEnums({ ...vector, expression }));
    const miss = judge(vector, plain[index]?.expected, got);
    if (miss) misses.push(miss);
  }
  return { passed: typed.length - misses.length, failed: misses.length, misses };
}
