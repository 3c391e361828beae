import type { Moment } from '#components/status/age.tsx';

/** Something that wants the viewer: an approval that waits, a run that failed. */
export interface ConsoleNotice {
  id: string;
  status: string;
  title: string;
  detail?: string;
  href: string;
  at: Moment;
}

/** What the bell says to a screen reader. */
export function noticeLabel(count: number): string {
  if (count === 0) return 'Nothing wants you';
  return `${count} ${count === 1 ? 'thing wants' : 'things want'} you`;
}
