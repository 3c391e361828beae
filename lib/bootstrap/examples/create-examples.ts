import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { systemContext } from '#lib/auth/index.ts';
import { createTeam } from '#lib/people/index.ts';
import { createPipeline } from '#lib/pipelines/index.ts';
import { deployPipeline, exampleApplications, exampleTeams, workerPipeline } from './content.ts';

/** Two teams, two applications and a pipeline each, so that the first minute shows the product. */
export async function createExamples(): Promise<void> {
  const ctx = systemContext('examples');
  for (const team of exampleTeams) await createTeam(ctx, { ...team });
  for (const application of exampleApplications)
    await createApplication(ctx, CreateApplication.parse(application));
  await createPipeline(ctx, 'podinfo', { definition: deployPipeline, message: 'Example' });
  await createPipeline(ctx, 'podinfo-worker', { definition: workerPipeline, message: 'Example' });
}
