import { z } from 'zod';
import { succeeded } from '#lib/engine/contract.ts';
import { collectManifests, type DeployInput, strategyStepText } from '#lib/kubernetes/index.ts';
import { bindProducedArtifacts } from '../artifacts/bind-produced.ts';
import { artifactsInScope } from '../artifacts/in-scope.ts';
import { defineStage } from '../define-stage.ts';
import { failureOf } from '../kubernetes/failure-of.ts';
import { requiredArtifacts } from '../kubernetes/manifest-artifact.ts';
import { promotedOutputs } from '../kubernetes/promoted-outputs.ts';
import { Artifact } from '../kubernetes/schema.ts';
import { accountOf } from '../kubernetes/target.ts';
import { waitForManifestToStabilize } from '../kubernetes/wait-stable.ts';
import { cannotDo, wouldDo } from '../preview.ts';
import { rolloutStages } from './rollout.ts';
import { DeployManifestContext, deployManifestDescription } from './schema.ts';
import { type DeployNeeds, type DeployRun, sourceManifests } from './source.ts';

/** Reference section 2.1. */
export const deployManifest = defineStage<DeployManifestContext, DeployNeeds>({
  description: deployManifestDescription,
  context: DeployManifestContext,
  unevaluatedKeys: (context) =>
    context.skipExpressionEvaluation === true || context.skipExpressionEvaluation === 'true'
      ? ['manifests', 'manifest']
      : [],
  plan: ({ context }) => ({
    tasks: [
      'deployManifest',
      'waitForManifestToStabilize',
      'cleanupArtifacts',
      ...(context.expectedArtifacts?.length ? ['bindProducedArtifacts'] : []),
    ],
  }),
  planAfter: rolloutStages,
  tasks: {
    deployManifest: {
      async run(run) {
        const input = await deployInput(run);
        try {
          const result = await run.services.kubernetes.operations.deployManifests(input);
          const outputs = promotedOutputs(result);
          return succeeded({
            context: { ...outputs, takeovers: result.takeovers, notes: result.notes },
            outputs: run.context.noOutput ? {} : outputs,
          });
        } catch (error) {
          return failureOf(error);
        }
      },
    },
    waitForManifestToStabilize,
    cleanupArtifacts: {
      async run(run) {
        const access = await accountOf(run);
        const { manifests } = collectManifests(run.rawContext['outputs.manifests'] ?? []);
        const { deleted } = await run.services.kubernetes.operations.cleanupArtifacts({
          client: access.client,
          manifests,
          operationId: run.key(),
          signal: run.signal,
        });
        return succeeded({ context: { cleanedUp: deleted } });
      },
    },
    bindProducedArtifacts: { run: bindProducedArtifacts },
  },
  async preview(run) {
    const preview = await run.services.kubernetes.operations.previewDeploy(await deployInput(run));
    if (preview.errors.length > 0) return cannotDo(preview.errors, { ...preview });
    const { created, changed, unchanged, removed } = preview.counts;
    const parts = [
      [created, 'create'],
      [changed, 'change'],
      [removed, 'remove'],
      [unchanged, 'leave as they are'],
    ] as const;
    const told = parts.filter(([count]) => count > 0).map(([count, verb]) => `${verb} ${count}`);
    const sentence = `Would ${told.join(', ') || 'change nothing'} of ${preview.manifests.length} objects.`;
    return wouldDo([sentence, ...preview.rollout.map((step) => `Would then ${strategyStepText(step)}.`)], {
      ...preview,
    });
  },
});

async function deployInput(run: DeployRun): Promise<DeployInput> {
  const { context } = run;
  const access = await accountOf(run);
  return {
    client: access.client,
    operationId: run.key(),
    signal: run.signal,
    manifests: await sourceManifests(run),
    moniker: { ...context.moniker, app: context.moniker?.app || run.execution.application },
    namespaceOverride: context.namespaceOverride || undefined,
    versioned: context.versioned ?? undefined,
    enableArtifactBinding: context.enableArtifactBinding,
    requiredArtifacts: await requiredArtifacts(run),
    optionalArtifacts: z.array(Artifact).parse(await artifactsInScope(run)),
    ...context.trafficManagement,
    skipSpecTemplateLabels: context.skipSpecTemplateLabels,
    labelSelectors: context.labelSelectors?.selectors,
    allowNothingSelected: context.allowNothingSelected,
    mayUseNamespace: access.mayUseNamespace,
    customResources: access.customResources,
  };
}
