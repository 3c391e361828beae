import { useEffect, useRef, useState } from 'react';

/**
 * A menu that is fetched when somebody points at its button, so that a first page comes without menus. Until it is
 * wanted the button stands alone with `handlers`; then the menu brings its own button, and opens by `useOpensOnArrival`.
 */
export function useLateMenu(load: () => Promise<unknown>, popup: 'menu' | 'dialog' = 'menu') {
  const [isWanted, setIsWanted] = useState(false);
  const prepare = () => void load();
  return {
    isWanted,
    handlers: {
      'aria-haspopup': popup,
      'aria-expanded': false,
      onPointerEnter: prepare,
      onFocus: prepare,
      onClick: () => setIsWanted(true),
    },
  };
}

/** For the menu that came late: it takes the place of the pressed button, focus included, so that closing returns there. */
export function useOpensOnArrival() {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    button.current?.focus();
    setIsOpen(true);
  }, []);
  return { button, isOpen, setIsOpen };
}
