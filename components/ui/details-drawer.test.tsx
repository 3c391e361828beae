import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderConsole } from '#components/testing/render-console.tsx';
import { DetailsDrawer } from './details-drawer.tsx';

// The first render loads the whole kit, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

function show() {
  const onClose = vi.fn();
  renderConsole(
    <>
      <button type="button">Row</button>
      <input aria-label="Filter" />
      <div role="dialog">
        <button type="button">Cancel</button>
      </div>
      <DetailsDrawer title="web" onClose={onClose}>
        <input aria-label="Search" />
        <input aria-label="Pod" data-mantine-stop-propagation="true" />
      </DetailsDrawer>
    </>,
  );
  return onClose;
}

const pressEscape = (element: HTMLElement) => fireEvent.keyDown(element, { key: 'Escape' });

test('Escape closes the details from the list and from within', () => {
  const onClose = show();
  pressEscape(screen.getByRole('button', { name: 'Row' }));
  expect(onClose).toHaveBeenCalledTimes(1);
  pressEscape(screen.getByLabelText('Search'));
  expect(onClose).toHaveBeenCalledTimes(2);
});

test('Escape that is meant for a filter, a dialog or an open list leaves the details', () => {
  const onClose = show();
  pressEscape(screen.getByLabelText('Filter'));
  pressEscape(screen.getByRole('button', { name: 'Cancel' }));
  pressEscape(screen.getByLabelText('Pod'));
  expect(onClose).not.toHaveBeenCalled();
});
