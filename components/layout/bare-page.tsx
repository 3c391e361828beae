import type { ReactNode } from 'react';
import { BrandMark } from './brand.tsx';
import classes from './frame.module.css';

/** A page without the frame: nothing about who is here or what there is. */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <main className={classes.bare}>
      <BrandMark size={36} />
      {children}
    </main>
  );
}
