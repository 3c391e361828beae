import { type Inline, parseInline } from './parse-inline.ts';

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'list'; isOrdered: boolean; items: Inline[][] }
  | { kind: 'rule' };

const bullet = /^\s{0,3}[-*+]\s+(.*)$/;
const number = /^\s{0,3}\d{1,9}[.)]\s+(.*)$/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const fence = /^\s{0,3}(```|~~~)/;
const rule = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;

/** The part of Markdown that instructions and notes need. No HTML: tags come out as the text they are. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const { block, next } = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number): { block: Block | null; next: number } {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { block: null, next: at + 1 };
  const mark = fence.exec(line)?.[1];
  if (mark) {
    const end = lines.findIndex((each, index) => index > at && each.trim().startsWith(mark));
    const until = end === -1 ? lines.length : end;
    return { block: { kind: 'code', text: lines.slice(at + 1, until).join('\n') }, next: until + 1 };
  }
  if (rule.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
  const title = heading.exec(line);
  if (title) {
    const level = (title[1] ?? '#').length;
    return { block: { kind: 'heading', level, children: parseInline(title[2] ?? '') }, next: at + 1 };
  }
  if (bullet.test(line)) return readList(lines, at, bullet, false);
  if (number.test(line)) return readList(lines, at, number, true);
  if (line.startsWith('>')) {
    const until = endOf(lines, at, (each) => !each.startsWith('>'));
    const text = lines.slice(at, until).map((each) => each.replace(/^>\s?/, ''));
    return { block: { kind: 'quote', children: parseInline(text.join('\n')) }, next: until };
  }
  const until = endOf(lines, at + 1, startsBlock);
  return {
    block: { kind: 'paragraph', children: parseInline(lines.slice(at, until).join('\n')) },
    next: until,
  };
}

function readList(lines: readonly string[], at: number, item: RegExp, isOrdered: boolean) {
  const items: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const match = item.exec(line);
    if (match) items.push(match[1] ?? '');
    else if (/^\s{2,}\S/.test(line) && items.length > 0) items[items.length - 1] += `\n${line.trim()}`;
    else break;
  }
  const block: Block = { kind: 'list', isOrdered, items: items.map((text) => parseInline(text)) };
  return { block, next };
}

function startsBlock(line: string): boolean {
  return (
    line.trim() === '' ||
    [fence, heading, bullet, number, rule].some((pattern) => pattern.test(line)) ||
    line.startsWith('>')
  );
}

function endOf(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index >= from && isEnd(line));
  return end === -1 ? lines.length : end;
}
