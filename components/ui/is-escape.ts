/**
 * Whether Escape was pressed and nothing nearer wants it for itself: an open list of choices (which the kit marks so), a
 * menu, or a dialog that lies over the page.
 */
export function isEscape({ key, defaultPrevented, target }: EscapeEvent): boolean {
  if (key !== 'Escape' || defaultPrevented || !(target instanceof Element)) return false;
  return target.closest('[data-mantine-stop-propagation="true"], [role="menu"], [role="dialog"]') === null;
}

/** A key event of React or of the document. */
type EscapeEvent = Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'target'>;
