import { succeeded, TerminalError } from '#lib/engine/contract.ts';
import type { DeleteInput } from '#lib/kubernetes/index.ts';
import { defineStage } from '../define-stage.ts';
import { failureOf } from '../kubernetes/failure-of.ts';
import type { KubernetesNeeds } from '../kubernetes/kubernetes-service.ts';
import { promotedOutputs } from '../kubernetes/promoted-outputs.ts';
import { resolveTargetManifest } from '../kubernetes/resolve-target.ts';
import { accountOf, findTarget, namedTarget } from '../kubernetes/target.ts';
import { wouldDo } from '../preview.ts';
import { DeleteManifestContext, deleteManifestDescription } from './schema.ts';

/** Reference section 2.2: by name, by a criterion, or by labels. Does not wait. */
export const deleteManifest = defineStage<DeleteManifestContext, KubernetesNeeds>({
  description: deleteManifestDescription,
  context: DeleteManifestContext,
  plan: (run) => ({
    tasks: run.context.mode === 'label' ? ['deleteManifest'] : ['resolveTargetManifest', 'deleteManifest'],
  }),
  async preview(run) {
    const { mode, kinds, location } = run.context;
    const access = await accountOf(run);
    const place = `${location ? ` in ${location}` : ''} on ${access.name}`;
    if (mode === 'label') return wouldDo(`Would delete ${kinds.join(', ')} with the given labels${place}.`);
    try {
      const ref = await findTarget(run);
      const live = await access.client.get(ref, run.signal);
      const object = `${ref.kind} ${ref.name}`;
      return wouldDo(
        live ? `Would delete ${object}${place}.` : `Would delete nothing: ${object}${place} is gone already.`,
      );
    } catch (error) {
      return failureOf(error);
    }
  },
  tasks: {
    // A task of its own, so that a repeated delete means the object found first, not the next one that fits.
    resolveTargetManifest,
    deleteManifest: {
      async run(run) {
        const { context } = run;
        const access = await accountOf(run);
        const base = {
          client: access.client,
          operationId: run.key(),
          signal: run.signal,
          options: context.options,
        };
        try {
          let input: DeleteInput;
          if (context.mode === 'label') {
            if (!context.location || context.kinds.length === 0) {
              throw new TerminalError(
                'To delete by labels the stage needs a namespace and at least one kind.',
              );
            }
            input = {
              ...base,
              namespace: context.location,
              kinds: context.kinds,
              labelSelectors: context.labelSelectors?.selectors ?? [],
            };
          } else {
            input = { ...base, ref: namedTarget(context) };
          }
          const outcome = await run.services.kubernetes.operations.deleteManifest(input);
          const outputs = promotedOutputs(outcome);
          return succeeded({
            context: { ...outputs, deleted: outcome.deleted, missing: outcome.missing },
            outputs,
          });
        } catch (error) {
          return failureOf(error);
        }
      },
    },
  },
});
