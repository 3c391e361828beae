/** The address of the page of this console that a plain click would open in this very tab; nothing for any other click. */
export function pageLinkOf(event: MouseEvent): string | undefined {
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!isPlain || !link || event.defaultPrevented) return undefined;
  const isElsewhere = link.origin !== window.location.origin || link.hasAttribute('download');
  if (isElsewhere || (link.target !== '' && link.target !== '_self')) return undefined;
  // A place on this same page needs no server.
  return link.pathname === window.location.pathname && link.hash !== '' ? undefined : link.href;
}
