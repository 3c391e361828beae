export type { Limits } from './budget.ts';
export { buildContext, contextOf, type EvaluationContext } from './context/build-context.ts';
export { ExpressionError, type ExpressionErrorKind } from './errors.ts';
export { type FunctionHelp, functionCatalogue } from './functions/catalogue.ts';
export type { ExpressionHost } from './functions/host.ts';
export { checkSyntax, type Problem } from './process/check-syntax.ts';
export { type Completion, complete } from './process/complete.ts';
export { type Condition, evaluateCondition } from './process/conditions.ts';
export {
  type Evaluation,
  type EvaluationOptions,
  type ExpressionResult,
  evaluate,
  evaluateAsync,
  evaluateExpression,
  evaluateExpressionAsync,
} from './process/evaluate.ts';
export { hasExpressions } from './process/evaluate-tree.ts';
export {
  evaluatePipeline,
  evaluateStageContext,
  type SpelVersion,
  type StageEvaluation,
  spelVersion,
} from './process/stage.ts';
export { type ExpressionSummary, mergeSummaries, type SummaryRecord } from './process/summary.ts';
export {
  type EvaluatedVariable,
  evaluateVariables,
  type VariablesEvaluation,
} from './process/variables.ts';
export { matchesRegex } from './regex/matches-regex.ts';
export { parseExpression } from './syntax/parser.ts';
export { parseTemplate } from './syntax/template.ts';
export { executionStatuses } from './types/enum-methods.ts';
export { double } from './values/number.ts';
