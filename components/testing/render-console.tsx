import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { theme } from '#components/ui/theme.ts';

/** Renders inside the theme, without motion. Gives jsdom what it lacks and the pieces ask for: media queries and sizes. */
export function renderConsole(children: ReactNode) {
  window.matchMedia ??= (query) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  });
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // A text field that grows measures itself again when fonts arrive.
  if (!document.fonts) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
  for (const side of ['clientWidth', 'clientHeight']) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => 600 });
  }
  return render(
    <MantineProvider theme={theme} env="test">
      {children}
    </MantineProvider>,
  );
}
