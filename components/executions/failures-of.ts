/** A reason why a stage failed: the sentence, and the last lines of the log that stood behind it. */
export interface Failure {
  sentence: string;
  logTail?: string;
}

const LAST_LINES = ' Its last lines: ';

/** Takes a stage's failure apart: its leading sentence first, what else was said after it, each log tail by itself. */
export function failuresOf(error: string, context: Record<string, unknown> | undefined): Failure[] {
  const details = fieldsOf(fieldsOf(context?.exception).details);
  const errors = listOf(details.errors).map(String);
  const problems = listOf(details.problems).map(fieldsOf);
  const sentences = [error, ...errors].filter(
    (sentence, index, all) => !isSaid(sentence, all.slice(0, index)),
  );
  return sentences.map((text) => {
    for (const { sentence, logTail } of problems) {
      if (typeof sentence !== 'string' || typeof logTail !== 'string' || logTail === '') continue;
      if (text.startsWith(sentence)) return { sentence, logTail: logTail.trim() };
    }
    const at = text.indexOf(LAST_LINES);
    if (at === -1) return { sentence: text };
    return { sentence: text.slice(0, at), logTail: text.slice(at + LAST_LINES.length).trim() };
  });
}

function isSaid(sentence: string, before: readonly string[]): boolean {
  return sentence === '' || before.some((earlier) => earlier.includes(sentence));
}

/** What leads, "It did not become stable in time." or "It cannot get its image (ErrImagePull):", and what is said after it. */
export function headOf(text: string): { head: string; rest: string } {
  const end = /[.!?] (?=\S)|\): /.exec(text);
  if (!end) return { head: text, rest: '' };
  const at = end.index + end[0].length;
  return { head: text.slice(0, at - 1), rest: text.slice(at) };
}

// Home and the lists of runs show failures too, and shall not load a schema library for it.
function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
