import type { Budget } from '../budget.ts';
import { javaFault } from '../errors.ts';
import { type Match, Matching } from './match.ts';
import type { Pattern } from './node.ts';
import { parseRegex } from './parse.ts';

/** Java's String.matches: the pattern must cover the whole text. */
export function regexMatches(pattern: string, text: string, budget: Budget): boolean {
  return new Matching(compile(pattern, budget), text, budget).matches();
}

/** Java's replaceAll and replaceFirst; `$1` and `${name}` in the replacement stand for groups. */
export function regexReplace(
  text: string,
  pattern: string,
  replacement: string,
  onlyFirst: boolean,
  budget: Budget,
): string {
  const compiled = compile(pattern, budget);
  const matching = new Matching(compiled, text, budget);
  const pieces: string[] = [];
  let done = 0;
  for (const match of matchesOf(matching, text)) {
    const inserted = expand(replacement, match, text, compiled);
    budget.allocate(match.start - done + inserted.length);
    pieces.push(text.slice(done, match.start), inserted);
    done = match.end;
    if (onlyFirst) break;
  }
  budget.allocate(text.length - done);
  return pieces.join('') + text.slice(done);
}

/** Java's String.split: with limit 0 empty pieces at the end are dropped, and a match of no width at the start is none. */
export function regexSplit(text: string, pattern: string, limit: number, budget: Budget): string[] {
  const matching = new Matching(compile(pattern, budget), text, budget);
  const pieces: string[] = [];
  let done = 0;
  for (const match of matchesOf(matching, text)) {
    if (limit > 0 && pieces.length === limit - 1) break;
    if (match.end === 0) continue;
    budget.allocate(match.start - done + 1);
    pieces.push(text.slice(done, match.start));
    done = match.end;
  }
  if (done === 0 && pieces.length === 0) return [text];
  pieces.push(text.slice(done));
  if (limit === 0) while (pieces.at(-1) === '') pieces.pop();
  return pieces;
}

function* matchesOf(matching: Matching, text: string): Generator<Match> {
  let from = 0;
  while (from <= text.length) {
    const match = matching.find(from);
    if (!match) return;
    yield match;
    from = match.end > match.start ? match.end : match.end + 1;
  }
}

function compile(source: string, budget: Budget): Pattern {
  budget.step(1 + source.length);
  return parseRegex(source);
}

function expand(replacement: string, match: Match, text: string, pattern: Pattern): string {
  if (!/[\\$]/.test(replacement)) return replacement;
  let result = '';
  for (let at = 0; at < replacement.length; at += 1) {
    const char = replacement[at] ?? '';
    if (char === '\\') {
      at += 1;
      if (at === replacement.length) throw javaFault('character to be escaped is missing');
      result += replacement[at];
    } else if (char === '$') {
      const group = groupAfter(replacement, at + 1, pattern);
      const [start = -1, end = -1] = match.groups.slice(group.index * 2, group.index * 2 + 2);
      if (start !== -1) result += text.slice(start, end);
      at = group.end - 1;
    } else {
      result += char;
    }
  }
  return result;
}

/** The group that `$...` names: a name in braces, or as many digits as still make a group. */
function groupAfter(replacement: string, at: number, pattern: Pattern): { index: number; end: number } {
  if (replacement[at] === '{') {
    const end = replacement.indexOf('}', at);
    const index = end === -1 ? undefined : pattern.names.get(replacement.slice(at + 1, end));
    if (index === undefined) throw javaFault('Illegal group reference');
    return { index, end: end + 1 };
  }
  const first = replacement[at] ?? '';
  if (!/\d/.test(first)) throw javaFault('Illegal group reference');
  let index = Number(first);
  if (index > pattern.groups) throw javaFault(`No group ${index}`);
  let end = at + 1;
  while (/\d/.test(replacement[end] ?? '') && index * 10 + Number(replacement[end]) <= pattern.groups) {
    index = index * 10 + Number(replacement[end]);
    end += 1;
  }
  return { index, end };
}
