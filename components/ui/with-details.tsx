import type { ReactNode } from 'react';
import classes from './details-drawer.module.css';
import { TextSkeleton } from './skeletons.tsx';

interface WithDetailsProps {
  children: ReactNode;
  /** A `DetailsDrawer`, or nothing. */
  details: ReactNode;
}

/** A page's content with room for details at its right, each scrolling by itself. */
export function WithDetails({ children, details }: WithDetailsProps) {
  return (
    <div className={classes.page}>
      <div className={classes.main} data-scroll-region>
        {children}
      </div>
      {details}
    </div>
  );
}

/** The place of the details while they are being fetched. */
export function DetailsSkeleton() {
  return (
    <aside className={classes.drawer} aria-label="Details">
      <TextSkeleton lines={8} />
    </aside>
  );
}
