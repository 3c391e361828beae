import { isObject } from '#lib/engine/model.ts';
import { readPath } from './json-path.ts';
import type { WebhookContext } from './schema.ts';

/** What a status answer says (reference section 2.6). */
export type StatusReading =
  | {
      readonly kind: 'succeeded' | 'canceled' | 'terminal' | 'running';
      readonly resolved?: unknown;
      readonly percent?: number;
      readonly progress?: string;
    }
  | { readonly kind: 'fault'; readonly message: string };

/** Reads a parsed body by the stage's paths and status names. */
export function readStatus(
  context: Pick<
    WebhookContext,
    'statusJsonPath' | 'progressJsonPath' | 'successStatuses' | 'canceledStatuses' | 'terminalStatuses'
  >,
  body: unknown,
): StatusReading {
  const progress = context.progressJsonPath ? tryRead(context.progressJsonPath, body) : undefined;
  if (progress instanceof Error) return { kind: 'fault', message: progress.message };
  if (progress !== undefined && typeof progress !== 'string') {
    return {
      kind: 'fault',
      message: `${context.progressJsonPath} must lead to a text, and leads to ${JSON.stringify(progress)}.`,
    };
  }
  const told = progress === undefined ? {} : { progress };
  if (!context.statusJsonPath) return { kind: 'succeeded', ...told };
  const value = tryRead(context.statusJsonPath, body);
  if (value instanceof Error) return { kind: 'fault', message: value.message };
  if (value === undefined || value === null) {
    return { kind: 'fault', message: `${context.statusJsonPath} leads to nothing in the answer.` };
  }
  if (Array.isArray(value) || isObject(value)) {
    return {
      kind: 'fault',
      message: `${context.statusJsonPath} must lead to one value, and leads to ${JSON.stringify(value).slice(0, 200)}.`,
    };
  }
  if (typeof value === 'number') {
    return { kind: value === 100 ? 'succeeded' : 'running', resolved: value, percent: value, ...told };
  }
  const word = String(value).toLowerCase();
  const kind = context.successStatuses.includes(word)
    ? 'succeeded'
    : context.canceledStatuses.includes(word)
      ? 'canceled'
      : context.terminalStatuses.includes(word)
        ? 'terminal'
        : 'running';
  return { kind, resolved: value, ...told };
}

/** What a path leads to, or why it cannot be read. */
export function tryRead(path: string, body: unknown): unknown {
  try {
    return readPath(path, body);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
