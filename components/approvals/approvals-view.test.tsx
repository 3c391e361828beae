import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderConsole } from '#components/testing/render-console.tsx';
import type { Approval } from '#lib/executions/schema.ts';
import { ApprovalsView } from './approvals-view.tsx';

// The first render loads the whole kit, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 30_000 });

const realFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = realFetch;
});

const approval = (more: Partial<Approval> = {}): Approval => ({
  executionId: 'run-1',
  stageId: 'stage-1',
  application: 'shop',
  pipeline: 'Release',
  stage: 'Approve',
  startedBy: 'ana',
  waitingSince: Date.now(),
  instructions: 'Look at the graphs',
  requiredApprovals: 1,
  approvedBy: [],
  roles: [],
  excludesAuthor: false,
  obstacle: null,
  ...more,
});

function show(approvals: readonly Approval[]) {
  globalThis.fetch = async (url) =>
    Response.json(String(url).endsWith('/approvals') ? approvals : { deployments: [] });
  renderConsole(
    <QueryClientProvider client={new QueryClient()}>
      <ApprovalsView />
    </QueryClientProvider>,
  );
}

test('says how many have agreed, who, how many are missing and who may', async () => {
  show([approval({ requiredApprovals: 2, approvedBy: ['dana'], roles: ['sre'], excludesAuthor: true })]);
  expect(await screen.findByText('1 of 2 approvals')).toBeDefined();
  expect(screen.getByText('dana has approved; 1 more approval is needed.')).toBeDefined();
  expect(screen.getByText(/Anyone in sre may decide, but neither who started the run/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Review and decide' })).toBeDefined();
});

test('what others must decide stands below, with what is in the way', async () => {
  show([
    approval({ stageId: 'theirs', obstacle: 'You have approved; 1 more approval is needed.' }),
    approval({ stageId: 'mine', pipeline: 'Rotate' }),
  ]);
  const others = await screen.findByRole('heading', { name: 'Others decide' });
  expect(others.compareDocumentPosition(screen.getByText(/You have approved/))).toBe(
    Node.DOCUMENT_POSITION_FOLLOWING,
  );
  expect(others.compareDocumentPosition(screen.getByText('Rotate: Approve'))).toBe(
    Node.DOCUMENT_POSITION_PRECEDING,
  );
  expect(screen.getByRole('link', { name: 'Open' })).toBeDefined();
});
