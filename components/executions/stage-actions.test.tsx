import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderConsole } from '#components/testing/render-console.tsx';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import { StageActions } from './stage-actions.tsx';

// The first render loads the whole kit, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 30_000 });

const realFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = realFetch;
});

const stage = (refId: string, more: Partial<StageRow> = {}): StageRow => ({
  id: `stage-${refId}`,
  refId,
  name: `Stage ${refId}`,
  type: 'deployManifest',
  status: 'SUCCEEDED',
  startTime: 1,
  endTime: 2,
  requisites: [],
  parentId: null,
  owner: null,
  tasks: [],
  error: null,
  canSkip: false,
  restarts: 0,
  ...more,
});

/** Shows what can be done about the last of the stages; answers what is sent to the server. */
function show(stages: StageRow[], mayExecute = true) {
  const sent: { url: string; body: unknown }[] = [];
  globalThis.fetch = async (url, init) => {
    sent.push({ url: String(url), body: JSON.parse(String(init?.body)) });
    return new Response(null, { status: 204 });
  };
  const run: ExecutionDetail = {
    id: 'run-1',
    type: 'PIPELINE',
    application: 'shop',
    pipelineId: 'p',
    name: 'Release',
    number: 7,
    status: 'TERMINAL',
    user: 'ana',
    triggerType: 'manual',
    isDryRun: false,
    buildTime: 1,
    startTime: 1,
    endTime: 2,
    isQueued: false,
    queue: null,
    isAwaitingApproval: false,
    canceledBy: null,
    cancellationReason: null,
    error: null,
    stages,
    parameters: {},
    artifacts: [],
    parentExecutionId: null,
    paused: null,
    may: { execute: mayExecute, write: false },
  };
  const last = stages.at(-1) ?? stage('none');
  renderConsole(
    <QueryClientProvider client={new QueryClient()}>
      <StageActions run={run} stage={last} />
    </QueryClientProvider>,
  );
  return sent;
}

const failed = () => stage('2', { status: 'TERMINAL', requisites: ['1'] });
const offered = () =>
  screen.queryAllByRole('button').map((button) => button.getAttribute('aria-label') ?? '');

test('a failed stage offers its four ways on', () => {
  show([stage('1'), failed()]);
  expect(offered()).toEqual(['Retry', 'Skip', 'Ignore the failure', 'Restart from ...']);
});

test('the first stage has no earlier one to restart from', () => {
  show([stage('1', { status: 'TERMINAL' })]);
  expect(offered()).toEqual(['Retry', 'Skip', 'Ignore the failure']);
});

test('who may not run pipelines is offered nothing', () => {
  show([failed()], false);
  expect(offered()).toEqual([]);
});

test('the reason goes with the decision', async () => {
  const sent = show([stage('1'), failed()]);
  fireEvent.click(screen.getByRole('button', { name: 'Ignore the failure' }));
  const dialog = await screen.findByRole('dialog');
  const reason = screen.getByRole('textbox', { name: /^Reason/ });
  expect(reason.hasAttribute('required')).toBe(true);
  fireEvent.change(reason, { target: { value: ' known flake ' } });
  fireEvent.submit(dialog.querySelector('form') ?? dialog);
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.url).toContain('/executions/run-1/stages/stage-2/restart');
  expect(sent[0]?.body).toEqual({ reason: 'known flake', settleAs: 'FAILED_CONTINUE' });
});
