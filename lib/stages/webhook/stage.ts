import { canceled, failed, running, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { bindProducedArtifacts, type ProducesNeeds } from '../artifacts/bind-produced.ts';
import { artifactsOf } from '../artifacts/in-scope.ts';
import { defineStage } from '../define-stage.ts';
import { wouldDo } from '../preview.ts';
import type { Services } from '../services.ts';
import {
  areTriesUsed,
  bodyOf,
  callOut,
  isOk,
  isRetryable,
  monitorRecordOf,
  recordOf,
  type WebhookRun,
} from './call.ts';
import { WebhookContext, webhookDescription } from './schema.ts';
import { readStatus, type StatusReading, tryRead } from './status.ts';

type Needs = Pick<Services, 'http'> & ProducesNeeds;

/** Reference section 2.6. */
export const webhook = defineStage<WebhookContext, Needs>({
  description: webhookDescription,
  context: WebhookContext,
  plan: ({ context }) => {
    if (!context.monitorOnly && !context.url) throw new Error('Enter the address to call.');
    if (context.monitorOnly && !context.waitForCompletion) {
      throw new Error('A stage that only monitors must wait for completion: switch that on.');
    }
    return {
      tasks: [
        ...(context.monitorOnly ? [] : ['createWebhook']),
        ...(context.waitForCompletion && context.waitBeforeMonitor > 0 ? ['waitBeforeMonitorWebhook'] : []),
        ...(context.waitForCompletion ? ['monitorWebhook'] : []),
        ...(context.expectedArtifacts?.length ? ['bindProducedArtifacts'] : []),
      ],
    };
  },
  tasks: {
    createWebhook: { run: create, timeoutMs: 5 * 60_000 },
    waitBeforeMonitorWebhook: {
      run: ({ context, task, now }) => {
        const leftMs = task.startedAt + context.waitBeforeMonitor * 1000 - now;
        return leftMs > 0 ? running({ afterMs: leftMs }) : succeeded();
      },
    },
    monitorWebhook: { run: monitor, timeoutMs: 3_600_000, isTimeoutOverridable: true },
    bindProducedArtifacts: { run: bindProducedArtifacts },
  },
  preview: ({ context }) => {
    const { url = '', statusEndpoint, method, payload } = context;
    const call = context.monitorOnly ? [] : [`Would call ${method} ${url}.`];
    const watch = context.waitForCompletion
      ? [
          `Would watch ${statusEndpoint || (context.monitorOnly ? url : 'the status address')} until the work is done.`,
        ]
      : [];
    // Header values are often secrets.
    const headers = Object.keys(context.customHeaders ?? {});
    return wouldDo([...call, ...watch], { headers, ...(payload === undefined ? {} : { payload }) });
  },
  cancelOnFailure: true,
  onCancel: async (run) => {
    const { signalCancellation, cancelEndpoint, cancelMethod, cancelPayload } = run.context;
    if (!signalCancellation || !cancelEndpoint) return undefined;
    const answer = await callOut(run, {
      url: cancelEndpoint,
      method: cancelMethod,
      payload: cancelPayload,
    });
    const cancelation = answer.kind === 'answer' ? recordOf(answer) : { error: answer.reason };
    return { context: { webhook: { ...run.context.webhook, cancelation } } };
  },
});

async function create(run: WebhookRun): Promise<TaskResult> {
  const { context } = run;
  const answer = await callOut(run, {
    url: context.url ?? '',
    method: context.method,
    payload: context.payload,
  });
  if (answer.kind !== 'answer') {
    const record = { ...context.webhook, error: answer.reason };
    // After a time-out the call may have been received: only one that changes nothing is repeated.
    const mayRepeat =
      answer.kind === 'unreachable' || (answer.kind === 'timeout' && context.method === 'GET');
    if (mayRepeat) return running({ afterMs: 10_000, context: { webhook: record } });
    return failed(answer.reason, {
      context: { webhook: record },
      details: { kind: 'NETWORK', url: context.url },
    });
  }
  const past = pastCodes(context.webhook, answer.status);
  const record: JsonObject = { ...context.webhook, ...recordOf(answer), pastStatusCodes: past };
  if (!isOk(answer.status)) {
    const failFast = context.failFastStatusCodes ?? [504];
    const isWorth =
      !failFast.includes(answer.status) && isRetryable(run, answer.status, context.webhookRetryStatusCodes);
    if (isWorth && !areTriesUsed(run, answer.status, context.webhook)) {
      return running({ afterMs: 10_000, context: { webhook: record } });
    }
    const error = `${context.method} ${context.url} answered ${answer.status}.`;
    return failed(error, {
      context: { webhook: { ...record, error } },
      details: { kind: 'HTTP', url: context.url, status: answer.status, method: context.method },
    });
  }
  return created(run, record, answer);
}

function created(
  { context }: WebhookRun,
  record: JsonObject,
  answer: Parameters<typeof recordOf>[0],
): TaskResult {
  const body = bodyOf(answer);
  const artifacts = context.expectedArtifacts?.length && isObject(body) ? artifactsOf(body.artifacts) : [];
  const produced = artifacts.length > 0 ? { artifacts } : {};
  const outputs = { webhook: record, ...produced };
  if (!context.waitForCompletion) return succeeded({ context: { webhook: record, ...produced }, outputs });
  const status = statusEndpoint(context, answer, body);
  if (status instanceof Error) return failed(status.message, { context: { webhook: record } });
  const known = { ...record, statusEndpoint: status };
  return succeeded({
    context: { webhook: known, statusEndpoint: status, ...produced },
    outputs: { ...outputs, webhook: known },
  });
}

function statusEndpoint(
  context: WebhookContext,
  answer: { headers: Readonly<Record<string, string>> },
  body: unknown,
): string | Error {
  const url = context.url ?? '';
  if (context.statusUrlResolution === 'getMethod') return url;
  const found =
    context.statusUrlResolution === 'locationHeader'
      ? answer.headers.location
      : tryRead(context.statusUrlJsonPath || '$', body);
  if (found instanceof Error) return found;
  if (typeof found !== 'string' || found === '' || !URL.canParse(found, url))
    return new Error('The answer does not say where its status can be read.');
  const status = new URL(found, url);
  const asked = new URL(url);
  // Behind a proxy that ends TLS, servers often name themselves with the wrong scheme.
  if (status.hostname === asked.hostname) status.protocol = asked.protocol;
  return status.href;
}

async function monitor(run: WebhookRun): Promise<TaskResult> {
  const { context, task, now } = run;
  const url = context.statusEndpoint || context.url;
  if (!url) return failed('The stage does not know where the status can be read: enter a status address.');
  const afterMs = now - task.startedAt < 60_000 ? 1000 : 15_000;
  const answer = await callOut(run, { url, method: 'GET' });
  const before = monitorRecordOf(context);
  const keep = (monitorRecord: JsonObject) => ({
    webhook: { ...context.webhook, statusEndpoint: url, monitor: monitorRecord },
  });
  if (answer.kind === 'refused')
    return failed(answer.reason, { context: keep({ ...before, error: answer.reason }) });
  if (answer.kind !== 'answer')
    return running({ afterMs, context: keep({ ...before, error: answer.reason }) });
  const record: JsonObject = { ...recordOf(answer), pastStatusCodes: pastCodes(before, answer.status) };
  if (!isOk(answer.status)) {
    const isWorth =
      isRetryable(run, answer.status, context.retryStatusCodes) && !areTriesUsed(run, answer.status, before);
    if (isWorth) return running({ afterMs, context: keep(record) });
    return failed(`The status address ${url} answered ${answer.status}.`, { context: keep(record) });
  }
  return monitored(readStatus(context, bodyOf(answer)), record, keep, afterMs);
}

function monitored(
  reading: StatusReading,
  record: JsonObject,
  keep: (record: JsonObject) => JsonObject,
  afterMs: number,
): TaskResult {
  if (reading.kind === 'fault')
    return failed(reading.message, { context: keep({ ...record, error: reading.message }) });
  const told = keep({
    ...record,
    ...(reading.resolved === undefined ? {} : { resolvedValue: reading.resolved }),
    ...(reading.percent === undefined ? {} : { percentComplete: reading.percent }),
    ...(reading.progress === undefined ? {} : { progressMessage: reading.progress }),
  });
  switch (reading.kind) {
    case 'succeeded':
      return succeeded({ context: told, outputs: told });
    case 'canceled':
      return canceled({ context: told });
    case 'terminal':
      return failed(`The other side reports "${String(reading.resolved)}".`, { context: told });
    case 'running':
      return running({ afterMs, context: told });
    default:
      return reading satisfies never;
  }
}

/** The last codes, newest at the end. */
function pastCodes(record: JsonObject, status: number): number[] {
  const past = Array.isArray(record.pastStatusCodes)
    ? record.pastStatusCodes.filter((code) => typeof code === 'number')
    : [];
  return [...past, status].slice(-200);
}
