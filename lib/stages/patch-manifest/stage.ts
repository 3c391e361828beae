import { z } from 'zod';
import { type StageRun, TerminalError } from '#lib/engine/contract.ts';
import { faultText, type PatchInput, parseDocuments } from '#lib/kubernetes/index.ts';
import { readApproved } from '../artifacts/approved-files.ts';
import type { ProducesNeeds } from '../artifacts/bind-produced.ts';
import { artifactsInScope } from '../artifacts/in-scope.ts';
import type { KubernetesNeeds } from '../kubernetes/kubernetes-service.ts';
import { manifestArtifact, requiredArtifacts } from '../kubernetes/manifest-artifact.ts';
import { type OperationTarget, operationStage } from '../kubernetes/operation-stage.ts';
import { Artifact } from '../kubernetes/schema.ts';
import type { Services } from '../services.ts';
import { PatchManifestContext, patchManifestDescription } from './schema.ts';

type Needs = KubernetesNeeds & ProducesNeeds & Pick<Services, 'artifacts'>;
type Run = StageRun<PatchManifestContext, Needs>;

/** Reference section 2.2. */
export const patchManifest = operationStage<PatchManifestContext, Needs>({
  description: patchManifestDescription,
  context: PatchManifestContext,
  waitsUntilStable: true,
  intent: (_, object) => `patch ${object}`,
  async operate(run, target) {
    return run.services.kubernetes.operations.patchManifest(await patchInput(run, target));
  },
  async foresee(run, target) {
    return run.services.kubernetes.operations.previewPatch(await patchInput(run, target));
  },
});

async function patchInput(run: Run, target: OperationTarget): Promise<PatchInput> {
  const { mergeStrategy, record } = run.context.options;
  return {
    ...target,
    mergeStrategy,
    record,
    patchBody: run.context.source === 'artifact' ? await patchFromArtifact(run) : run.context.patchBody,
    requiredArtifacts: await requiredArtifacts(run),
    optionalArtifacts: z.array(Artifact).parse(await artifactsInScope(run)),
    signal: run.signal,
  };
}

/** A file with one document is that patch; the steps of a JSON patch may also come one a document. */
async function patchFromArtifact(run: Run): Promise<unknown> {
  const text = await readApproved(run, await manifestArtifact(run));
  const { documents, faults } = parseDocuments(text);
  if (faults.length > 0)
    throw new TerminalError(`The patch cannot be read: ${faults.map(faultText).join('; ')}`);
  const { value, errors } = await run.evaluate(documents.length === 1 ? documents[0] : documents);
  if (errors.length > 0 && run.rawContext.failOnFailedExpressions === true) {
    throw new TerminalError(`Expressions in the patch failed: ${errors.join(' ')}`);
  }
  return value;
}
