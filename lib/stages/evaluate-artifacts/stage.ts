import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { bindProducedArtifacts, type ProducesNeeds } from '../artifacts/bind-produced.ts';
import { defineStage } from '../define-stage.ts';
import { EvaluateArtifactsContext, evaluateArtifactsDescription } from './schema.ts';

/** Reference section 2.5. */
export const evaluateArtifacts = defineStage<EvaluateArtifactsContext, ProducesNeeds>({
  description: evaluateArtifactsDescription,
  context: EvaluateArtifactsContext,
  unevaluatedKeys: () => ['artifactContents'],
  tasks: { evaluateArtifacts: { run: evaluate }, bindProducedArtifacts: { run: bindProducedArtifacts } },
  // It changes nothing, and stages behind it read what it puts out.
  preview: evaluate,
});

async function evaluate(run: StageRun<EvaluateArtifactsContext>): Promise<TaskResult> {
  const artifacts: JsonObject[] = [];
  const faults: string[] = [];
  const problems: JsonObject = {};
  for (const item of run.context.artifactContents) {
    const { id } = item;
    const named = await run.evaluate(item.name);
    const name = String(named.value);
    const { value, errors, summary } = await run.evaluate(item.contents);
    Object.assign(problems, named.summary, summary);
    faults.push(...named.errors.map((error) => `${name}: ${error}`));
    faults.push(...errors.map((error) => `${name}: ${error}`));
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    artifacts.push({
      type: 'embedded/base64',
      name,
      reference: Buffer.from(text, 'utf8').toString('base64'),
      artifactAccount: 'embedded-artifact',
      ...(id ? { id } : {}),
    });
  }
  if (faults.length === 0) return succeeded({ context: { artifacts }, outputs: { artifacts } });
  const context = { artifacts, expressionEvaluationSummary: problems };
  if (run.rawContext.failOnFailedExpressions === true) return failed(faults, { context });
  return succeeded({ context, outputs: { artifacts } });
}
