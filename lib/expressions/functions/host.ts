import { ExpressionError } from '../errors.ts';
import { PendingCall } from './pending.ts';

type Later<T> = T | Promise<T>;

/**
 * What helper functions need from the world. Each may answer at once or with a promise; with promises the evaluation
 * must be `evaluateAsync`. What a host leaves out is "not available" to expressions.
 */
export type ExpressionHost = {
  /** Text behind a web address. The host guards against private addresses, redirects, size and time. */
  fetchText?: (url: string) => Later<string>;
  /** Id of a pipeline by application and exact name, null when there is none. */
  findPipelineId?: (application: string, name: string) => Later<string | null>;
  /** Attributes of an application, null when there is none. */
  applicationMetadata?: (application: string) => Later<Readonly<Record<string, unknown>> | null>;
  /** Id of a canary configuration by name and application, null when there is none. */
  findCanaryConfigId?: (name: string, application: string) => Later<string | null>;
  /** Content of an artifact store reference, in base64. */
  fetchReference?: (reference: string) => Later<string>;
};

export type HostAnswer = { ok: true; value: unknown } | { ok: false; message: string };

/** Answers of the host that are known already, by question. */
export type HostAnswers = Map<string, HostAnswer>;

/** Asks the host. A promise gives the evaluation up until it is kept; the same question is asked only once. */
export function askHost<Q extends string[]>(
  answers: HostAnswers,
  name: string,
  question: Q,
  ask: ((...question: Q) => unknown) | undefined,
): unknown {
  const key = JSON.stringify([name, ...question]);
  const known = answers.get(key);
  if (known?.ok) return known.value;
  if (known) throw new ExpressionError('function', known.message);
  if (!ask) throw new ExpressionError('function', 'it is not available here');
  const answer = ask(...question);
  if (answer instanceof Promise) throw new PendingCall(key, answer);
  answers.set(key, { ok: true, value: answer });
  return answer;
}
