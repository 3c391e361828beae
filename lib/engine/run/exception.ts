import type { JsonObject } from '../model.ts';

/** `context.exception` as Spinnaker's clients read it (reference 3.1): they show `details.errors`, then `details.error`. */
export function exceptionRecord(fault: {
  readonly type: string;
  /** The task's name. */
  readonly operation: string;
  readonly errors: readonly string[];
  readonly details?: JsonObject;
  readonly now: number;
  readonly shouldRetry: boolean;
}): JsonObject {
  const [error = 'Unexpected failure'] = fault.errors;
  return {
    exceptionType: fault.type,
    operation: fault.operation,
    details: { ...fault.details, error, errors: [...fault.errors] },
    timestamp: fault.now,
    shouldRetry: fault.shouldRetry,
  };
}

/** What a thrown value says, cause after cause, each once. */
export function sentencesOf(thrown: unknown): string[] {
  const sentences: string[] = [];
  for (let at = thrown, depth = 0; at !== undefined && at !== null && depth < 5; depth += 1) {
    const sentence = at instanceof Error ? at.message || at.name : String(at);
    if (!sentences.some((known) => known.includes(sentence))) sentences.push(sentence);
    at = at instanceof Error ? at.cause : undefined;
  }
  return sentences.length > 0 ? sentences : ['The task failed without a word.'];
}
