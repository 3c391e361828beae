import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import { wouldDo } from '../preview.ts';
import { type ClusterSizeNeeds, checkClusterSize } from './cluster-size.ts';
import { CheckPreconditionsContext, checkPreconditionsDescription } from './schema.ts';

type Run = StageRun<CheckPreconditionsContext, ClusterSizeNeeds>;

/** Reference section 2.5: one synthetic stage before it for every precondition, all at once. */
export const checkPreconditions = defineStage<CheckPreconditionsContext, ClusterSizeNeeds>({
  description: checkPreconditionsDescription,
  context: CheckPreconditionsContext,
  // An expression is wrapped in `${ }` by the check itself, and its result kept beside it.
  unevaluatedKeys: (context) => (context.preconditionType === undefined ? ['preconditions'] : ['context']),
  plan: ({ context, stage }) => {
    if (context.preconditionType !== undefined) return { tasks: ['checkPrecondition'] };
    return {
      tasks: [],
      before: context.preconditions.map((precondition) => ({
        type: stage.type,
        name: `Check precondition (${precondition.type})`,
        context: {
          preconditionType: precondition.type,
          context: precondition.context,
          ...(typeof precondition.failPipeline === 'boolean'
            ? { failPipeline: precondition.failPipeline }
            : {}),
        },
      })),
    };
  },
  tasks: { checkPrecondition: { run: check } },
  preview: foresee,
});

/** Checks nothing for good: what is not so now may be so when the stage runs. */
async function foresee(run: Run): Promise<TaskResult> {
  const { preconditionType, preconditions } = run.context;
  if (preconditionType === undefined) {
    return wouldDo(
      `Would check ${preconditions.length === 1 ? '1 claim' : `${preconditions.length} claims`}.`,
    );
  }
  const now = await check(run);
  if (now.status !== 'failed') return wouldDo('Would hold if it were checked now.');
  return wouldDo(['Would not hold if it were checked now:', ...now.errors]);
}

async function check(run: Run): Promise<TaskResult> {
  switch (run.context.preconditionType) {
    case 'expression':
      return await checkExpression(run);
    case 'stageStatus':
      return await checkStageStatus(run);
    case 'clusterSize':
      return await checkClusterSize(run);
    case 'noop':
      return succeeded();
    default:
      return failed(`Foredeck knows no precondition of type "${run.context.preconditionType}".`);
  }
}

async function checkExpression(run: Run): Promise<TaskResult> {
  const raw = run.context.context?.expression;
  const text = typeof raw === 'string' && !raw.includes('${') ? `\${${raw}}` : raw;
  const { value, errors } = await run.evaluate(text);
  if (errors.length > 0) {
    return failed([`The expression "${String(raw)}" cannot be evaluated: ${errors.join(' ')}`], {
      context: { expressionResult: value },
    });
  }
  const context = { expressionResult: value };
  if (value === true || String(value).trim().toLowerCase() === 'true') return succeeded({ context });
  return failed(`The expression "${String(raw)}" must be true, and is ${JSON.stringify(value)}.`, {
    context,
  });
}

async function checkStageStatus(run: Run): Promise<TaskResult> {
  const { value } = await run.evaluate(run.context.context ?? {});
  const { stageName, stageStatus } = value as { stageName?: unknown; stageStatus?: unknown };
  const stage = (await run.stages()).find((other) => other.name === stageName);
  if (!stage) return failed(`There is no stage "${String(stageName)}" in this pipeline.`);
  if (stage.status === String(stageStatus).toUpperCase()) return succeeded();
  return failed(`Stage "${stage.name}" must be ${String(stageStatus)}, and is ${stage.status}.`);
}
