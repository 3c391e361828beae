'use client';

import { lazy, Suspense } from 'react';
import { useLateMenu } from '#components/ui/use-late-menu.ts';
import classes from './frame.module.css';
import { initialsOf } from './initials-of.ts';
import type { Viewer } from './viewer.ts';

const load = () => import('./avatar-menu.tsx').then(({ AvatarMenu }) => ({ default: AvatarMenu }));
const AvatarMenu = lazy(load);

/** The initials of who is signed in; pressed, their menu. */
export function AvatarButton({ viewer }: { viewer: Viewer }) {
  const { isWanted, handlers } = useLateMenu(load);
  const alone = (
    <button type="button" className={classes.avatar} aria-label={`Account of ${viewer.name}`} {...handlers}>
      {initialsOf(viewer.name)}
    </button>
  );
  if (!isWanted) return alone;
  return (
    <Suspense fallback={alone}>
      <AvatarMenu viewer={viewer} />
    </Suspense>
  );
}
