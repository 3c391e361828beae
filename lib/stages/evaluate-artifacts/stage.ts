import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { bindProducedArtifacts } from '../artifacts/bind-produced.ts';
import { defineStage } from '../define-stage.ts';
import { EvaluateArtifactsContext, evaluateArtifactsDescription } from './schema.ts';

/** Reference section 2.5. */
export const evaluateArtifacts = defineStage<EvaluateArtifactsContext>({
  description: evaluateArtifactsDescription,
  context: EvaluateArtifactsContext,
  unevaluatedKeys: () => ['artifactContents'],
  tasks: { evaluateArtifacts: { run: evaluate }, bindProducedArtifacts: { run: bindProducedArtifacts } },
});

async function evaluate(run: StageRun<EvaluateArtifactsContext>): Promise<TaskResult> {
  const artifacts: JsonObject[] = [];
  const faults: string[] = [];
  for (const { id, name, contents } of run.context.artifactContents) {
    const { value, errors } = await run.evaluate(contents);
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
  if (faults.length > 0 && run.rawContext.failOnFailedExpressions === true) return failed(faults);
  return succeeded({ context: { artifacts }, outputs: { artifacts } });
}
