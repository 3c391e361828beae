import { ExpressionError } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
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

/** An answer, a refusal, or a promise of one that is still being waited for. */
export type HostAnswer =
  | { state: 'known'; value: unknown }
  | { state: 'refused'; message: string }
  | { state: 'asked'; promise: Promise<unknown> };

/** What the host has been asked so far, by question. */
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
  if (known?.state === 'known') return known.value;
  if (known?.state === 'refused') throw new ExpressionError('function', known.message);
  if (known) throw new PendingCall(key, known.promise);
  if (!ask) throw new ExpressionError('function', 'it is not available here');
  const answer = ask(...question);
  if (answer instanceof Promise) {
    answers.set(key, { state: 'asked', promise: answer });
    throw new PendingCall(key, answer);
  }
  answers.set(key, { state: 'known', value: answer });
  return answer;
}

/** The content behind an artifact store reference (`ref://application/hash`), in base64; other text is itself. */
export function stored(text: string, { environment }: State): unknown {
  if (!/^ref:\/\/[^/]+\/[^/]+$/.test(text)) return text;
  return askHost(environment.answers, 'fetchReference', [text], environment.host.fetchReference);
}
