import type { KeyboardEvent } from 'react';

/**
 * Whether Escape was pressed in this element and nothing inside wants it for itself: an open list of choices (which the
 * kit marks so) closes first, and what lies over the page, such as a dialog, is not inside.
 */
export function isEscape(event: KeyboardEvent<HTMLElement>): boolean {
  const { target, currentTarget } = event;
  if (event.key !== 'Escape' || event.defaultPrevented || !(target instanceof Element)) return false;
  return currentTarget.contains(target) && !target.closest('[data-mantine-stop-propagation="true"]');
}
