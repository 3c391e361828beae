import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { messageOf } from '#lib/platform/errors.ts';
import { readApproved } from '../artifacts/approved-files.ts';
import { artifactsOf } from '../artifacts/in-scope.ts';
import { defineStage } from '../define-stage.ts';
import { cannotDo, wouldDo } from '../preview.ts';
import type { Services } from '../services.ts';
import { SavePipelinesFromArtifactContext, savePipelinesFromArtifactDescription } from './schema.ts';

type Needs = Pick<Services, 'pipelines' | 'artifacts'>;
type Run = StageRun<SavePipelinesFromArtifactContext, Needs>;

/** Reference section 2.5: pipelines are matched by application and name; those that cannot be saved are named. */
export const savePipelinesFromArtifact = defineStage<SavePipelinesFromArtifactContext, Needs>({
  description: savePipelinesFromArtifactDescription,
  context: SavePipelinesFromArtifactContext,
  preview: foresee,
  tasks: { savePipelines: { run: savePipelines, timeoutMs: 10 * 60_000 } },
});

async function savePipelines(run: Run): Promise<TaskResult> {
  const artifact = await boundArtifact(run);
  if (!artifact) return failed('The artifact with the pipelines was not found: choose one that the run has.');
  const documents = readDocuments(await readApproved(run, artifact));
  if (typeof documents === 'string') return failed(documents);
  const saved: Record<'created' | 'updated' | 'failed', JsonObject[]> = {
    created: [],
    updated: [],
    failed: [],
  };
  for (const definition of documents) {
    const reference = { application: definition.application, name: definition.name };
    try {
      const { id, outcome } = await run.services.pipelines.save({ definition, user: run.actor.user });
      saved[outcome].push({ ...reference, id });
    } catch (error) {
      saved.failed.push({ ...reference, error: messageOf(error) });
    }
  }
  const context = {
    pipelinesCreated: saved.created,
    pipelinesUpdated: saved.updated,
    pipelinesFailedToSave: saved.failed,
  };
  if (saved.failed.length === 0) return succeeded({ context, outputs: context });
  return failed(
    saved.failed.map((item) => `${String(item.application)}/${String(item.name)}: ${String(item.error)}`),
    { context, outputs: context },
  );
}

/** Reads the artifact and says what would become of each pipeline in it. */
async function foresee(run: Run): Promise<TaskResult> {
  const artifact = await boundArtifact(run);
  if (!artifact) return wouldDo('Would save the pipelines of an artifact that the run does not have yet.');
  const documents = readDocuments(await readApproved(run, artifact));
  if (typeof documents === 'string') return cannotDo(documents);
  const words = documents.map(async ({ application, name }) => {
    const existing = await run.services.pipelines.findByName(String(application), String(name));
    return `Would ${existing ? 'update' : 'create'} ${String(application)}/${String(name)}.`;
  });
  return wouldDo(await Promise.all(words));
}

async function boundArtifact(run: Run): Promise<JsonObject | undefined> {
  const { pipelinesArtifactId, pipelinesArtifact } = run.context;
  if (!pipelinesArtifactId) return pipelinesArtifact;
  const scopes = [
    ...(await run.ancestors()).map((stage) => stage.outputs.resolvedExpectedArtifacts),
    run.execution.trigger.resolvedExpectedArtifacts,
  ];
  const expected = scopes.flatMap(artifactsOf).find((item) => item.id === pipelinesArtifactId);
  return isObject(expected?.boundArtifact) ? expected.boundArtifact : pipelinesArtifact;
}

/** The pipelines of the document, or what is wrong with it. */
function readDocuments(text: string): JsonObject[] | string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return `The artifact is not JSON: ${messageOf(error)}`;
  }
  if (!isObject(document)) return 'The artifact must be an object: { "<application>": [ <pipeline>, ... ] }.';
  return Object.entries(document).flatMap(([application, pipelines]) =>
    artifactsOf(pipelines).map((pipeline) => ({ ...pipeline, application })),
  );
}
