import { failed, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';

/**
 * What a stage would do, as a dry run keeps it in `context.preview`: sentences for people in `words`, and beside them what
 * a kind knows more exactly (a deploy: `manifests` with their diffs, `counts`, `hash`).
 */
export function wouldDo(words: string | readonly string[], more: JsonObject = {}): TaskResult {
  return succeeded({
    context: { preview: { words: typeof words === 'string' ? [words] : [...words], ...more } },
  });
}

/** The dry run shows that the stage cannot succeed. */
export function cannotDo(words: string | readonly string[], more: JsonObject = {}): TaskResult {
  const sentences = typeof words === 'string' ? [words] : [...words];
  return failed(sentences, { context: { preview: { words: sentences, ...more } } });
}

/** `30 s`, `5 min`, `2 h`: whole units where there are some. */
export function lengthOf(seconds: number): string {
  if (seconds >= 3600 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  if (seconds >= 60 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}
