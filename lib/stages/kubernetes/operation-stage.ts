import type { z } from 'zod';
import { type StageRun, succeeded } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import type { ClusterClient, ObjectRef } from '#lib/kubernetes/index.ts';
import { bindProducedArtifacts, type ProducesNeeds } from '../artifacts/bind-produced.ts';
import { artifactsOf } from '../artifacts/in-scope.ts';
import { defineStage, type Stage } from '../define-stage.ts';
import type { StageDescription } from '../fields.ts';
import { cannotDo, wouldDo } from '../preview.ts';
import { failureOf } from './failure-of.ts';
import type { KubernetesNeeds } from './kubernetes-service.ts';
import { promotedOutputs } from './promoted-outputs.ts';
import { resolveTargetManifest } from './resolve-target.ts';
import type { Target } from './schema.ts';
import { accountOf, findTarget, namedTarget } from './target.ts';
import { waitForManifestToStabilize } from './wait-stable.ts';

type Outcome = Parameters<typeof promotedOutputs>[0];
type Needed = KubernetesNeeds & ProducesNeeds;
export type OperationTarget = { client: ClusterClient; ref: ObjectRef; operationId: string };

/**
 * The stages that do one thing to one object are all alike (reference section 2.2): find it, do it, and for most wait
 * until it is stable again.
 */
export function operationStage<Context extends Target, Needs extends Needed = Needed>(declaration: {
  description: StageDescription;
  context: z.ZodType<Context>;
  waitsUntilStable: boolean;
  /** What it would do to the object, after "Would": `scale deployment web to 3 replicas`. */
  intent: (context: Context, object: string) => string;
  /** What is known more exactly of that, beside the sentence. */
  foresee?(run: StageRun<Context, Needs>, target: OperationTarget): Promise<JsonObject>;
  operate(run: StageRun<Context, Needs>, target: OperationTarget): Promise<Outcome>;
}): Stage<Needs> {
  const { description, context, waitsUntilStable, intent, operate } = declaration;
  return defineStage<Context, Needs>({
    description,
    context,
    plan: ({ rawContext }) => ({
      tasks: [
        'resolveTargetManifest',
        description.type,
        ...(waitsUntilStable ? ['waitForManifestToStabilize'] : []),
        ...(artifactsOf(rawContext.expectedArtifacts).length > 0 ? ['bindProducedArtifacts'] : []),
      ],
    }),
    async preview(run) {
      const access = await accountOf(run);
      try {
        const ref = await findTarget(run);
        const place = `${ref.namespace ? ` in ${ref.namespace}` : ''} on ${access.name}`;
        const object = `${ref.kind} ${ref.name}`;
        const live = await access.client.get(ref, run.signal);
        if (!live) return cannotDo(`There is no ${object}${place}.`);
        const target = { client: access.client, ref, operationId: run.key() };
        return wouldDo(
          `Would ${intent(run.context, object)}${place}.`,
          await declaration.foresee?.(run, target),
        );
      } catch (error) {
        return failureOf(error);
      }
    },
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
      bindProducedArtifacts: { run: bindProducedArtifacts },
    },
  });
}
