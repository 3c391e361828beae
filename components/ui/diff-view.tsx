import { Box } from '@mantine/core';
import { type DiffLine, diffTexts, readUnifiedDiff } from './diff-lines.ts';
import classes from './diff-view.module.css';

type DiffViewProps = {
  /** Names what is compared, as over the diff and for a screen reader. */
  label: string;
  /** Pixels or CSS; longer diffs scroll. */
  maxHeight?: number | string;
} & ({ diff: string } | { before: string; after: string } | { lines: readonly DiffLine[] });

const marks: Record<DiffLine['kind'], string> = {
  added: '+',
  removed: '-',
  same: ' ',
  heading: '',
  gap: '⋯',
};
const spoken: Partial<Record<DiffLine['kind'], string>> = { added: 'added: ', removed: 'removed: ' };

/** A unified difference, from a diff's text or from two texts. */
export function DiffView(props: DiffViewProps) {
  const lines = linesOf(props);
  if (lines.length === 0) return <p className={classes.none}>No difference.</p>;
  return (
    <Box
      component="section"
      className={classes.well}
      style={{ maxHeight: props.maxHeight }}
      aria-label={props.label}
      tabIndex={0}
    >
      <pre className={classes.lines}>
        {numbered(lines).map(({ line, number }) => (
          <span key={number} className={classes.line} data-kind={line.kind}>
            <span className={classes.mark} aria-hidden>
              {marks[line.kind]}
            </span>
            {spoken[line.kind] ? <span className={classes.srOnly}>{spoken[line.kind]}</span> : null}
            {line.text}
            {'\n'}
          </span>
        ))}
      </pre>
    </Box>
  );
}

function numbered(lines: readonly DiffLine[]) {
  return lines.map((line, number) => ({ line, number }));
}

function linesOf(props: DiffViewProps): readonly DiffLine[] {
  if ('lines' in props) return props.lines;
  return 'diff' in props ? readUnifiedDiff(props.diff) : diffTexts(props.before, props.after);
}
