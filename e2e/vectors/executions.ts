import { resolve } from 'node:path';
import { z } from 'zod';
import type { CorpusResult, Miss } from './corpus.ts';
import { playPipeline } from './execution-pipelines.ts';
import { playRule } from './execution-rules.ts';
import { readJsonFile } from './read-json.ts';

const anyObject = z.record(z.string(), z.unknown());

/** One vector of execution.json; which members are there says what it is about. */
export const ExecutionVector = z.looseObject({
  id: z.string(),
  pipeline: anyObject.optional(),
  stub: z.record(z.string(), z.array(z.string())).optional(),
  durations: z.record(z.string(), z.number()).optional(),
  outputs: z.record(z.string(), anyObject).optional(),
  action: anyObject.optional(),
  stage: anyObject.optional(),
  task: anyObject.optional(),
  user: z.object({ roles: z.array(z.string()), admin: z.boolean() }).optional(),
  queue: z.array(z.string()).optional(),
  keepWaitingPipelines: z.boolean().optional(),
  execution: anyObject.optional(),
  stageEnabled: anyObject.optional(),
  expected: anyObject,
});
export type ExecutionVector = z.infer<typeof ExecutionVector>;

/** Plays every vector through the engine's own decisions, task runner and stage kinds. */
export async function run(folder: string): Promise<CorpusResult | undefined> {
  const text = await readJsonFile(resolve(folder, 'execution.json'));
  if (text === undefined) return undefined;
  const vectors = z.array(ExecutionVector).parse(JSON.parse(text));
  const misses: Miss[] = [];
  for (const vector of vectors) {
    const got = await play(vector);
    if (!contains(got, vector.expected)) misses.push({ id: vector.id, expected: vector.expected, got });
  }
  return { passed: vectors.length - misses.length, failed: misses.length, misses };
}

async function play(vector: ExecutionVector): Promise<unknown> {
  try {
    return vector.pipeline ? await playPipeline(vector, vector.pipeline) : await playRule(vector);
  } catch (error) {
    return { thrown: error instanceof Error ? error.message : String(error) };
  }
}

/** Everything expected is there; what the source does not state may be anything. Lists must be equal. */
function contains(got: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return got === expected;
  if (Array.isArray(expected)) return JSON.stringify(got) === JSON.stringify(expected);
  if (typeof got !== 'object' || got === null) return false;
  const actual = new Map(Object.entries(got));
  return Object.entries(expected).every(([key, value]) => contains(actual.get(key), value));
}
