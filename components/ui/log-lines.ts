import { stripAnsi } from './strip-ansi.ts';

export interface LogLine {
  /** Line number from 0, which stays while lines are added. */
  index: number;
  /** The part of the time that is shown, when the line begins with one. */
  time?: string;
  text: string;
  isError: boolean;
}

const timestamp = /^\d{4}-\d\d-\d\dT(\d\d:\d\d:\d\d(?:\.\d{1,3})?)\S*\s?/;
const errorWord = /\b(error|fatal|panic|exception|critical)\b/i;

/** Reads one raw line: time in front (as `kubectl logs --timestamps` writes it) apart from the words. */
export function readLogLine(raw: string, index: number): LogLine {
  const plain = stripAnsi(raw);
  const match = timestamp.exec(plain);
  const text = match ? plain.slice(match[0].length) : plain;
  return { index, text, isError: errorWord.test(text), ...(match?.[1] ? { time: match[1] } : {}) };
}

/** Lines that contain every word of the search, in any case. */
export function searchLog(lines: readonly LogLine[], search: string): readonly LogLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return lines;
  return lines.filter((line) => {
    const text = line.text.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
