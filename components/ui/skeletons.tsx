import classes from './faces.module.css';

const widths = ['22%', '14%', '30%', '10%'];

// Bones have no identity: a number is all that tells one from the next.
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Rows of a list that is being fetched. Says so to a screen reader. */
export function ListSkeleton({ rows = 5, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div className={classes.skeleton} role="status" aria-label={label}>
      {numbers(rows).map((row) => (
        <div key={row} className={classes.bones} aria-hidden>
          {widths.map((width, column) => (
            <span
              key={width}
              className={classes.bone}
              style={{ width: `calc(${width} - ${((row + column) % 3) * 12}px)` }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Lines of a text or form that is being fetched. */
export function TextSkeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div className={classes.skeleton} style={{ gap: 10, padding: '14px 0' }} role="status" aria-label={label}>
      {numbers(lines).map((line) => (
        <span key={line} className={classes.bone} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
