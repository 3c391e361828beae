import { structuredPatch } from 'diff';

export type DiffLineKind = 'same' | 'added' | 'removed' | 'heading' | 'gap';

export interface DiffLine {
  kind: DiffLineKind;
  text: string;
}

/** Lines of a unified diff as `diff -u`, `git` and `kubectl diff` write it. File heads become headings. */
export function readUnifiedDiff(text: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let isInHunk = false;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    if (line.startsWith('@@')) {
      if (lines.length > 0 && lines.at(-1)?.kind !== 'heading') lines.push({ kind: 'gap', text: '' });
      isInHunk = true;
    } else if (line.startsWith('diff ') || line.startsWith('index ')) {
      isInHunk = false;
    } else if (!isInHunk && line.startsWith('--- ')) {
      // The line with the new name follows and says the same.
    } else if (!isInHunk && line.startsWith('+++ ')) {
      lines.push({ kind: 'heading', text: line.slice(4).split('\t')[0] ?? '' });
    } else if (line.startsWith('+')) {
      lines.push({ kind: 'added', text: line.slice(1) });
    } else if (line.startsWith('-')) {
      lines.push({ kind: 'removed', text: line.slice(1) });
    } else if (!line.startsWith('\\')) {
      lines.push({ kind: 'same', text: line.startsWith(' ') ? line.slice(1) : line });
    }
  }
  return lines;
}

/** The difference of two texts, with `context` unchanged lines around each change. Empty when they are equal. */
export function diffTexts(before: string, after: string, context = 3): DiffLine[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context });
  return hunks.flatMap((hunk, index) => {
    const lines = hunk.lines
      .filter((line) => !line.startsWith('\\'))
      .map((line): DiffLine => ({ kind: kindOf(line), text: line.slice(1) }));
    return index === 0 ? lines : [{ kind: 'gap' as const, text: '' }, ...lines];
  });
}

function kindOf(line: string): DiffLineKind {
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}
