import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { defineStage } from '../define-stage.ts';
import { EvaluateVariablesContext, evaluateVariablesDescription } from './schema.ts';

/** Reference section 2.5: one after another, so a later variable may use an earlier one; what fails keeps its text. */
export const evaluateVariables = defineStage<EvaluateVariablesContext>({
  description: evaluateVariablesDescription,
  context: EvaluateVariablesContext,
  unevaluatedKeys: () => ['variables'],
  tasks: { evaluateVariables: { run: evaluate } },
  // It changes nothing, and stages behind it read what it puts out.
  preview: evaluate,
});

async function evaluate(run: StageRun<EvaluateVariablesContext>): Promise<TaskResult> {
  const outputs: JsonObject = {};
  const names: JsonObject = {};
  const problems: JsonObject = {};
  const faults: string[] = [];
  for (const { key, value } of run.context.variables) {
    const result = await run.evaluate(value, names);
    outputs[key] = result.value;
    // A later one reads what an earlier one came to, never text that failed.
    if (result.errors.length === 0) names[key] = result.value;
    Object.assign(problems, result.summary);
    faults.push(...result.errors.map((error) => `${key}: ${error}`));
  }
  if (Object.keys(problems).length === 0) return succeeded({ outputs });
  const told = { outputs, context: { expressionEvaluationSummary: problems } };
  if (run.rawContext.failOnFailedExpressions !== true) return succeeded(told);
  return failed(faults, told);
}
