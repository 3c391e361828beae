import { z } from 'zod';

/** A reason why a stage failed: the sentence, and the last lines of the log that stood behind it. */
export interface Failure {
  sentence: string;
  logTail?: string;
}

const Problems = z.array(z.object({ sentence: z.string(), logTail: z.string().optional() }));
const Exception = z.object({
  details: z.object({ errors: z.array(z.coerce.string()).catch([]), problems: Problems.catch([]) }),
});
const LAST_LINES = ' Its last lines: ';

/** Takes a stage's failure apart: its leading sentence first, what else was said after it, each log tail by itself. */
export function failuresOf(error: string, context: Record<string, unknown> | undefined): Failure[] {
  const exception = Exception.safeParse(context?.exception);
  const details = exception.success ? exception.data.details : { errors: [], problems: [] };
  const sentences = [...new Set([error, ...details.errors])].filter((sentence) => sentence !== '');
  return sentences.map((text) => {
    const known = details.problems.find(({ sentence, logTail }) => logTail && text.startsWith(sentence));
    if (known?.logTail) return { sentence: known.sentence, logTail: known.logTail.trim() };
    const at = text.indexOf(LAST_LINES);
    if (at === -1) return { sentence: text };
    return { sentence: text.slice(0, at), logTail: text.slice(at + LAST_LINES.length).trim() };
  });
}
