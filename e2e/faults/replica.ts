/** A replica for the fault tests: starts a pipeline for every event that it reads, one a line. */
import { createInterface } from 'node:readline';
import { systemContext } from '#lib/auth/index.ts';
import { startPipeline } from '#lib/pipelines/index.ts';
import { databasePool } from '#lib/platform/database/index.ts';

const [, , pipelineId = ''] = process.argv;
await databasePool().query('select 1');
console.log('up');

createInterface({ input: process.stdin }).on('line', (event) => {
  void startPipeline(systemContext('replica'), { pipelineId, parameters: {}, correlationId: event }).then(
    ({ executionId }) => console.log(`started ${event} ${executionId}`),
    (error: unknown) => console.log(`failed ${event} ${String(error)}`),
  );
});
