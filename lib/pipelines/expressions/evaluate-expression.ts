import { findApplication } from '#lib/applications/index.ts';
import type { Context } from '#lib/auth/index.ts';
import { type ExpressionHost, evaluateExpressionAsync } from '#lib/expressions/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import type { EvaluatedExpression, EvaluateExpression } from './schema.ts';
import { tryContext } from './try-context.ts';

/** Characters of JSON that are shown whole. */
const SHOWN = 200_000;

/**
 * What a text would become in a run. Nothing outside is touched: functions that read web pages say so instead, and those
 * that look up applications and pipelines tell no more than the asker may see. Needs READ on the application.
 */
export async function evaluateExpression(
  ctx: Context,
  application: string,
  input: EvaluateExpression,
): Promise<EvaluatedExpression> {
  const { context, executionId, application: own } = await tryContext(ctx, application, input);
  const result = await evaluateExpressionAsync(input.text, context, { host: quietHost(ctx, own) });
  if (!result.ok) {
    const { message, code, position } = result.error;
    const from = Math.min(position ?? 0, input.text.length);
    const error = { message, code: code ?? null, from, to: input.text.length, severity: 'error' as const };
    return { value: input.text, type: 'String', isCut: false, isUnresolved: false, error, executionId };
  }
  const { value, className, isUnresolved } = result;
  const json = JSON.stringify(value) ?? 'null';
  const isCut = json.length > SHOWN;
  return {
    value: isCut ? json.slice(0, SHOWN) : value,
    type: className ?? 'Object',
    isCut,
    isUnresolved,
    error: null,
    executionId,
  };
}

/** What expressions may ask while they are only tried. */
function quietHost(ctx: Context, own: string): ExpressionHost {
  const mayRead = async (application: string) => {
    try {
      return await findApplication(ctx, application, 'READ');
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  };
  return {
    fetchText() {
      throw new Error('web pages are read in a run only, not while an expression is tried');
    },
    async findPipelineId(application, name) {
      const readable = application.toLowerCase() === own ? { name: own } : await mayRead(application);
      if (!readable) return null;
      const where = { application: readable.name, name };
      return (await database().pipeline.findFirst({ where, select: { id: true } }))?.id ?? null;
    },
    async applicationMetadata(application) {
      const row = await mayRead(application);
      return row && { name: row.name, email: row.email, description: row.description, team: row.team };
    },
  };
}
