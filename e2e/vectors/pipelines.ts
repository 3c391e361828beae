import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { JsonObject } from '#lib/engine/model.ts';
import { parsePipeline, validatePipeline } from '#lib/pipelines/definition/index.ts';
import { isKnownStage } from '#lib/stages/descriptions.ts';
import type { CorpusResult, Miss } from './corpus.ts';
import { readJsonFile } from './read-json.ts';

const Vector = z.looseObject({ pipeline: z.record(z.string(), z.unknown()) });

/** Takes every public pipeline in, and expects the same document back, with a word for each stage that cannot run. */
export async function run(folder: string): Promise<CorpusResult | undefined> {
  const corpus = resolve(folder, 'pipelines');
  if (!existsSync(corpus)) return undefined;
  const files = readdirSync(corpus).filter((name) => name.endsWith('.json'));
  const misses: Miss[] = [];
  for (const name of files) {
    const { pipeline } = Vector.parse(JSON.parse((await readJsonFile(resolve(corpus, name))) ?? '{}'));
    const fault = faultOf(pipeline);
    if (fault !== undefined) misses.push({ id: name, expected: 'the same document', got: fault });
  }
  return { passed: files.length - misses.length, failed: misses.length, misses };
}

function faultOf(pipeline: JsonObject): string | undefined {
  const before = structuredClone(pipeline);
  const parsed = parsePipeline(pipeline);
  const findings = validatePipeline(pipeline, isKnownStage);
  if (!isDeepStrictEqual(parsed.raw, before)) return 'the document changed';
  const rawStages = Array.isArray(before.stages) ? before.stages : [];
  if (parsed.stages.length !== rawStages.length)
    return `${rawStages.length} stages became ${parsed.stages.length}`;
  for (const [index, stage] of parsed.stages.entries()) {
    const {
      type: _,
      name: __,
      refId: ___,
      requisiteStageRefIds: ____,
      startTimeExpiry: _____,
      ...rest
    } = rawStages[index];
    if (!isDeepStrictEqual(stage.context, rest)) return `stage ${stage.name} lost or gained keys`;
    const isNamed = findings.some((finding) => finding.path === `stages.${index}.type`);
    if (isNamed === isKnownStage(stage.kind))
      return `stage ${stage.name}: nothing is said about its type ${stage.kind}`;
  }
  return undefined;
}
