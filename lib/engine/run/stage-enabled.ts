import type { StageRun } from '../contract.ts';
import { isObject } from '../model.ts';
import type { StageState } from '../transition/state.ts';

/**
 * "Conditional on expression": only in pipelines, only for stages of their own; a blank expression runs, and one that
 * cannot be evaluated skips the stage (reference 1.4).
 */
export async function isEnabled(run: StageRun, stage: StageState): Promise<boolean> {
  if (run.execution.type !== 'PIPELINE' || stage.parentId !== null) return true;
  const condition = run.rawContext.stageEnabled;
  if (!isObject(condition) || condition.type !== 'expression') return true;
  const { expression } = condition;
  if (typeof expression === 'boolean') return expression;
  if (typeof expression !== 'string' || expression.trim() === '') return true;
  const text = expression.includes('${') ? expression : `\${${expression}}`;
  const { value, summary } = await run.evaluate(text);
  if (Object.keys(summary).length > 0) return false;
  return value === true || String(value).trim().toLowerCase() === 'true';
}
