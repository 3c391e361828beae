import { z } from 'zod';
import { PipelineDocument } from '../schema.ts';

/** What an expression is looked at against: a past run, the document that is being edited, or both together. */
const Against = z.object({
  /** Values come from this run; without it from the newest run of the document's pipeline, if there is one. */
  executionId: z.string().min(1).max(64).optional(),
  /** Stages and parameters come from this document; without it from the run. */
  definition: PipelineDocument.optional(),
  /** `refId` (or id) of the stage that the text stands in: its fields and what it can read count. */
  stage: z.string().min(1).max(64).optional(),
});

export const CompleteExpression = Against.extend({
  text: z.string().max(100_000),
  /** Characters before the cursor. */
  cursor: z.number().int().min(0),
});
export type CompleteExpression = z.infer<typeof CompleteExpression>;

export const ExpressionCompletion = z.object({
  label: z.string(),
  /** Text to put between `from` and the cursor. */
  insert: z.string(),
  kind: z.enum(['property', 'function', 'method', 'stage', 'type']),
  /** A signature, a type or a sample, for the right side of the list. */
  detail: z.string(),
  /** Sentences on what it does, for the box beside the list. */
  documentation: z.string().optional(),
  from: z.number(),
});

/** Trouble in a text, at the place it concerns (`to` is one past the last character). */
export const ExpressionProblem = z.object({
  message: z.string(),
  from: z.number(),
  to: z.number(),
  severity: z.enum(['error', 'warning']),
});

export const ExpressionCompletions = z.object({
  completions: z.array(ExpressionCompletion),
  problems: z.array(ExpressionProblem),
  /** The run whose values the names come from. */
  executionId: z.string().nullable(),
});
export type ExpressionCompletions = z.infer<typeof ExpressionCompletions>;

export const EvaluateExpression = Against.extend({ text: z.string().min(1).max(100_000) });
export type EvaluateExpression = z.infer<typeof EvaluateExpression>;

export const EvaluatedExpression = z.object({
  /** What the text would become; the text itself when it fails or comes to nothing. */
  value: z.unknown(),
  /** Java's name of its type, as messages call it: String, Integer, ArrayList ... */
  type: z.string(),
  /** The value is too large to be shown whole: `value` is the beginning of its JSON. */
  isCut: z.boolean(),
  /** Something in it was not found, so that its text stays as written. */
  isUnresolved: z.boolean(),
  error: ExpressionProblem.extend({ code: z.string().nullable() }).nullable(),
  executionId: z.string().nullable(),
});
export type EvaluatedExpression = z.infer<typeof EvaluatedExpression>;

export const ExpressionFunction = z.object({
  name: z.string(),
  signature: z.string(),
  description: z.string(),
  arguments: z.array(z.object({ name: z.string(), description: z.string() })),
  returns: z.string(),
});
export type ExpressionFunction = z.infer<typeof ExpressionFunction>;
