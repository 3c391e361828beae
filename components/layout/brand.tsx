import classes from './frame.module.css';

/** The mark: a ship on its waves. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <span className={classes.mark} style={{ width: size, height: size, borderRadius: size / 4 }}>
      <svg viewBox="0 0 24 24" width={size * 0.78} height={size * 0.78} aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
          <path d="M2 20a2.4 2.4 0 0 0 2 1a2.4 2.4 0 0 0 2-1a2.4 2.4 0 0 1 2-1a2.4 2.4 0 0 1 2 1a2.4 2.4 0 0 0 2 1a2.4 2.4 0 0 0 2-1a2.4 2.4 0 0 1 2-1a2.4 2.4 0 0 1 2 1a2.4 2.4 0 0 0 2 1a2.4 2.4 0 0 0 2-1" />
          <path d="M4 18 3 13h18l-2 5" />
          <path d="M6 13V8h12v5M9.5 8V4h5v4" />
        </g>
      </svg>
    </span>
  );
}
