import { canceled, failed, running, succeeded } from '#lib/engine/contract.ts';
import { isComplete } from '#lib/engine/model.ts';
import { defineStage } from '../define-stage.ts';
import { cannotDo, wouldDo } from '../preview.ts';
import type { Services } from '../services.ts';
import { DependsOnExecutionContext, dependsOnExecutionDescription } from './schema.ts';

/** Reference section 2.5. */
export const dependsOnExecution = defineStage<DependsOnExecutionContext, Pick<Services, 'pipelines'>>({
  description: dependsOnExecutionDescription,
  context: DependsOnExecutionContext,
  preview: async ({ context, actor, services }) => {
    const other = await services.pipelines.execution(context.executionId, actor.user);
    if (!other) return cannotDo(`There is no execution ${context.executionId}.`);
    return wouldDo(`Would wait until ${other.name} has succeeded; it is ${other.status} now.`);
  },
  tasks: {
    dependsOnExecution: {
      timeoutMs: 2 * 3_600_000,
      isTimeoutOverridable: true,
      run: async ({ context, actor, services }) => {
        const other = await services.pipelines.execution(context.executionId, actor.user);
        if (!other) return failed(`There is no execution ${context.executionId}.`);
        if (other.status === 'SUCCEEDED') return succeeded();
        if (other.status === 'CANCELED') return canceled();
        if (isComplete(other.status)) return failed(`${other.name} ended as ${other.status}.`);
        return running({ afterMs: 60_000, wakeOn: [`execution:${other.id}`] });
      },
    },
  },
});
