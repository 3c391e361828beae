import type { StageType } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import type { StageDescription } from './fields.ts';
import type { Services } from './services.ts';

/** A stage kind whose context type the engine need not know: it parses by `context` before every call. */
export type Stage<Needs = Services> = StageType<JsonObject, Needs>;

/**
 * Declares a stage kind. Names come from its description, so the form and the engine cannot disagree.
 *
 * ```ts
 * export const wait = defineStage<WaitContext>({ description: waitDescription, context: WaitContext, tasks: { ... } });
 * ```
 * `Needs` narrows the services a kind may touch, so its test fakes no more than those:
 * `defineStage<WebhookContext, Pick<Services, 'http'>>({ ... })`.
 */
export function defineStage<Context = JsonObject, Needs = unknown>(
  stage: { readonly description: StageDescription } & Omit<StageType<Context, Needs>, 'type' | 'aliases'>,
): Stage<Needs> {
  const { description, ...rest } = stage;
  return eraseContext({ ...rest, type: description.type, aliases: description.aliases ?? [] });
}

/** Holds because the engine hands a kind only what the kind's own `context` schema returned. */
function eraseContext<Context, Needs>(stage: StageType<Context, Needs>): Stage<Needs> {
  return stage as unknown as Stage<Needs>;
}
