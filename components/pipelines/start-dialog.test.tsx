import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, expect, test, vi } from 'vitest';
import { renderConsole } from '#components/testing/render-console.tsx';
import { StartDialog } from './start-dialog.tsx';

// The first render loads the whole kit, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 30_000 });

const realFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = realFetch;
});

const nowhere = () => undefined;
const router = {
  bfcacheId: '',
  back: nowhere,
  forward: nowhere,
  refresh: nowhere,
  push: nowhere,
  replace: nowhere,
  prefetch: nowhere,
};

test('a start that could not be prepared leads to the run that it left, and the next try is another start', async () => {
  const ids: string[] = [];
  globalThis.fetch = async (_, init) => {
    if (init?.method !== 'POST') {
      const definition = { name: 'Ship', application: 'shop', stages: [] };
      return Response.json({
        id: 'p',
        application: 'shop',
        name: 'Ship',
        revision: 1,
        definition,
        findings: [],
      });
    }
    ids.push(JSON.parse(String(init.body)).correlationId);
    return Response.json(
      { title: 'Refused', detail: 'The artifact "image" is missing.', executionId: 'run-7' },
      { status: 400, headers: { 'content-type': 'application/problem+json' } },
    );
  };
  renderConsole(
    <AppRouterContext.Provider value={router}>
      <QueryClientProvider client={new QueryClient()}>
        <StartDialog isOpen onClose={nowhere} pipelineId="p" name="Ship" application="shop" />
      </QueryClientProvider>
    </AppRouterContext.Provider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Start' }));
  const link = await screen.findByRole('link', { name: 'Look at the run' });
  expect(link.getAttribute('href')).toBe('/applications/shop/executions/run-7');
  expect(screen.getByText('The artifact "image" is missing.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  await vi.waitFor(() => expect(ids).toHaveLength(2));
  expect(ids[0]).not.toBe(ids[1]);
});
