import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderConsole } from '#components/testing/render-console.tsx';
import { ProblemError } from '#lib/client/problem-error.ts';
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx';

function show(more: Partial<ConfirmDialogProps> = {}) {
  const seen = { closed: 0, confirmed: 0 };
  renderConsole(
    <ConfirmDialog
      isOpen
      title="Delete storefront v010?"
      action="Delete"
      onClose={() => {
        seen.closed += 1;
      }}
      onConfirm={async () => {
        seen.confirmed += 1;
      }}
      {...more}
    />,
  );
  return seen;
}

const button = () => screen.getByRole('button', { name: 'Delete' });

afterEach(cleanup);

test('it names its object, and closes when it is done', async () => {
  const seen = show();
  expect(screen.getByRole('dialog', { name: 'Delete storefront v010?' })).toBeTruthy();
  fireEvent.click(button());
  await waitFor(() => expect(seen).toEqual({ closed: 1, confirmed: 1 }));
});

test('production wants the name typed before anything happens', async () => {
  const seen = show({ typedName: 'storefront' });
  const field = screen.getByRole('textbox');
  fireEvent.change(field, { target: { value: 'storefron' } });
  const form = field.closest('form');
  if (!form) throw new Error('The field stands in no form.');
  fireEvent.submit(form);
  expect(button()).toHaveProperty('disabled', true);
  expect(seen.confirmed).toBe(0);
  fireEvent.change(field, { target: { value: 'storefront' } });
  fireEvent.submit(form);
  await waitFor(() => expect(seen.confirmed).toBe(1));
});

test('a refusal keeps it open and shows the reason', async () => {
  const seen = show({
    onConfirm: async () => {
      throw new ProblemError({ status: 409, title: 'Conflict', detail: 'It still takes traffic.' });
    },
  });
  fireEvent.click(button());
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('It still takes traffic.'));
  expect(seen.closed).toBe(0);
});
