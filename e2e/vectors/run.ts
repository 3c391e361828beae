import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Corpus, CorpusResult } from './corpus.ts';
import { run as runExecutions } from './executions.ts';
import { run as runExpressions } from './expressions.ts';
import { run as runPipelines } from './pipelines.ts';
import { run as runVersioning } from './versioning.ts';

/** For a corpus that takes its file for granted: left out where the folder lacks it. */
function ifThere(file: string, run: (folder: string) => Promise<CorpusResult>): Corpus['run'] {
  return async (folder) => (existsSync(resolve(folder, file)) ? run(folder) : undefined);
}

// Each corpus is a module beside this file; a row here brings it in.
const corpora: readonly Corpus[] = [
  { name: 'expressions', required: 99, run: runExpressions },
  { name: 'executions', required: 100, run: runExecutions },
  { name: 'pipelines', required: 100, run: runPipelines },
  { name: 'versioning', required: 100, run: ifThere('versioning.json', runVersioning) },
];

const folder = resolve(
  process.env.FOREDECK_VECTORS ?? resolve(import.meta.dirname, '../../../shared/vectors'),
);
const wanted = process.argv.slice(2);

for (const corpus of corpora) {
  if (wanted.length > 0 && !wanted.includes(corpus.name)) continue;
  const result = await corpus.run(folder);
  if (!result) continue;
  const { passed, failed, misses } = result;
  for (const { id, expected, got } of misses) {
    console.log(
      `${corpus.name} ${id}\n  expected ${JSON.stringify(expected)}\n  got      ${JSON.stringify(got)}`,
    );
  }
  console.log(`${corpus.name}: ${passed} passed, ${failed} failed`);
  if (passed < ((passed + failed) * corpus.required) / 100) process.exitCode = 1;
}
