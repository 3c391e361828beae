import type { z } from 'zod';
import { type StageRun, succeeded } from '#lib/engine/contract.ts';
import type { ClusterClient, ObjectRef } from '#lib/kubernetes/index.ts';
import { defineStage, type Stage } from '../define-stage.ts';
import type { StageDescription } from '../fields.ts';
import { failureOf } from './failure-of.ts';
import type { KubernetesNeeds } from './kubernetes-service.ts';
import { promotedOutputs } from './promoted-outputs.ts';
import { resolveTargetManifest } from './resolve-target.ts';
import type { Target } from './schema.ts';
import { accountOf, namedTarget } from './target.ts';
import { waitForManifestToStabilize } from './wait-stable.ts';

type Outcome = Parameters<typeof promotedOutputs>[0];

/**
 * The stages that do one thing to one object are all alike (reference section 2.2): find it, do it, and for most wait
 * until it is stable again.
 */
export function operationStage<Context extends Target>(declaration: {
  description: StageDescription;
  context: z.ZodType<Context>;
  waitsUntilStable: boolean;
  operate(
    run: StageRun<Context, KubernetesNeeds>,
    target: { client: ClusterClient; ref: ObjectRef; operationId: string },
  ): Promise<Outcome>;
}): Stage<KubernetesNeeds> {
  const { description, context, waitsUntilStable, operate } = declaration;
  return defineStage<Context, KubernetesNeeds>({
    description,
    context,
    plan: () => ({
      tasks: [
        'resolveTargetManifest',
        description.type,
        ...(waitsUntilStable ? ['waitForManifestToStabilize'] : []),
      ],
    }),
    tasks: {
      resolveTargetManifest,
      [description.type]: {
        async run(run) {
          const access = await accountOf(run);
          const ref = namedTarget(run.context);
          try {
            const outcome = await operate(run, { client: access.client, ref, operationId: run.key() });
            const outputs = promotedOutputs(outcome);
            return succeeded({ context: outputs, outputs });
          } catch (error) {
            return failureOf(error);
          }
        },
      },
      waitForManifestToStabilize,
    },
  });
}
