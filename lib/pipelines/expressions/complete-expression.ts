import type { Context } from '#lib/auth/index.ts';
import { requireSignedIn } from '#lib/auth/index.ts';
import { checkSyntax, complete, functionCatalogue } from '#lib/expressions/index.ts';
import type { CompleteExpression, ExpressionCompletions, ExpressionFunction } from './schema.ts';
import { tryContext } from './try-context.ts';

/** What could stand at the cursor of a text, and what is wrong with the text. Needs READ on the application. */
export async function completeExpression(
  ctx: Context,
  application: string,
  input: CompleteExpression,
): Promise<ExpressionCompletions> {
  const { context, executionId } = await tryContext(ctx, application, input);
  return {
    completions: complete(input.text, input.cursor, context),
    problems: checkSyntax(input.text),
    executionId,
  };
}

/** The helper functions, for help beside the editor. */
export async function listExpressionFunctions(ctx: Context): Promise<ExpressionFunction[]> {
  requireSignedIn(ctx);
  return functionCatalogue.map((entry) => ({ ...entry, arguments: [...entry.arguments] }));
}
