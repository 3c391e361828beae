import { succeeded } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { defineStage } from '../define-stage.ts';
import { EvaluateVariablesContext, evaluateVariablesDescription } from './schema.ts';

/** Reference section 2.5: one after another, so a later variable may use an earlier one; what fails keeps its text. */
export const evaluateVariables = defineStage<EvaluateVariablesContext>({
  description: evaluateVariablesDescription,
  context: EvaluateVariablesContext,
  unevaluatedKeys: () => ['variables'],
  tasks: {
    evaluateVariables: {
      run: async (run) => {
        const outputs: JsonObject = {};
        const problems: JsonObject = {};
        for (const { key, value } of run.context.variables) {
          const result = await run.evaluate(value, outputs);
          outputs[key] = result.value;
          Object.assign(problems, result.summary);
        }
        const hasProblems = Object.keys(problems).length > 0;
        return succeeded({
          outputs,
          ...(hasProblems ? { context: { expressionEvaluationSummary: problems } } : {}),
        });
      },
    },
  },
});
