import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

const flag = z
  .union([z.boolean(), z.stringbool()])
  .nullish()
  .transform((value) => value ?? false);
const codes = z.array(z.coerce.number().int()).nullish();

/** Names in a comma-separated list, lower case. */
const names = z
  .string()
  .nullish()
  .transform((text) =>
    (text ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
  );

export const WebhookContext = z.object({
  url: z.string({ error: 'Enter the address to call.' }).min(1, 'Enter the address to call.').optional(),
  method: z
    .string()
    .nullish()
    .transform((method) => (method || 'POST').toUpperCase())
    .pipe(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], { error: 'Choose an HTTP method.' })),
  payload: z.unknown().optional(),
  customHeaders: z.record(z.string(), z.union([z.array(z.coerce.string()), z.coerce.string()])).nullish(),
  failFastStatusCodes: codes,
  webhookRetryStatusCodes: codes,
  retryStatusCodes: codes,
  retries: z.record(z.string(), z.object({ maxAttempts: z.coerce.number().int() })).nullish(),
  waitForCompletion: flag,
  monitorOnly: flag,
  statusUrlResolution: z
    .enum(['getMethod', 'locationHeader', 'webhookResponse'], {
      error: 'Say where the status is read: getMethod, locationHeader or webhookResponse.',
    })
    .nullish()
    .transform((way) => way ?? 'getMethod'),
  statusUrlJsonPath: z.string().nullish(),
  statusEndpoint: z.string().nullish(),
  statusJsonPath: z.string().nullish(),
  progressJsonPath: z.string().nullish(),
  successStatuses: names,
  canceledStatuses: names,
  terminalStatuses: names,
  waitBeforeMonitor: z.coerce.number().min(0).default(0),
  signalCancellation: flag,
  cancelEndpoint: z.string().nullish(),
  cancelMethod: z
    .string()
    .nullish()
    .transform((method) => (method || 'POST').toUpperCase()),
  cancelPayload: z.unknown().optional(),
  expectedArtifacts: z.array(z.record(z.string(), z.unknown())).nullish(),
  /** What the stage recorded so far (reference section 2.6). */
  webhook: z.record(z.string(), z.unknown()).default({}),
});
export type WebhookContext = z.infer<typeof WebhookContext>;

const monitored = [{ field: 'waitForCompletion', in: [true] }] as const;

export const webhookDescription: StageDescription = {
  type: 'webhook',
  label: 'Webhook',
  description: 'Calls an HTTP address and, if wanted, waits until the work there is done.',
  group: 'Control',
  icon: 'webhook',
  fields: [
    {
      kind: 'text',
      name: 'url',
      label: 'Address',
      required: true,
      placeholder: 'https://ci.example/jobs/deploy',
    },
    {
      kind: 'select',
      name: 'method',
      label: 'Method',
      default: 'POST',
      options: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value })),
    },
    {
      kind: 'yaml',
      name: 'payload',
      label: 'Payload',
      showWhen: [{ field: 'method', in: ['POST', 'PUT', 'PATCH', 'DELETE'] }],
    },
    { kind: 'keyValue', name: 'customHeaders', label: 'Headers', keyLabel: 'Name', valueLabel: 'Value' },
    {
      kind: 'tags',
      of: 'number',
      name: 'failFastStatusCodes',
      label: 'Fail at once on these status codes',
      isAdvanced: true,
    },
    {
      kind: 'tags',
      of: 'number',
      name: 'webhookRetryStatusCodes',
      label: 'Try again on these status codes',
      isAdvanced: true,
    },
    { kind: 'boolean', name: 'waitForCompletion', label: 'Wait for completion', default: false },
    {
      kind: 'select',
      name: 'statusUrlResolution',
      label: 'Where the status is read',
      default: 'getMethod',
      options: [
        { value: 'getMethod', label: 'GET on the same address' },
        { value: 'locationHeader', label: 'From the Location header' },
        { value: 'webhookResponse', label: 'From the answer’s body' },
      ],
      showWhen: monitored,
    },
    {
      kind: 'text',
      name: 'statusUrlJsonPath',
      label: 'Path to the status address',
      placeholder: '$.links.status',
      required: true,
      showWhen: [...monitored, { field: 'statusUrlResolution', in: ['webhookResponse'] }],
    },
    {
      kind: 'duration',
      unit: 's',
      name: 'waitBeforeMonitor',
      label: 'Wait before the first look',
      showWhen: monitored,
    },
    {
      kind: 'text',
      name: 'statusJsonPath',
      label: 'Path to the status',
      placeholder: '$.status',
      showWhen: monitored,
    },
    {
      kind: 'text',
      name: 'progressJsonPath',
      label: 'Path to the progress',
      placeholder: '$.progress',
      showWhen: monitored,
    },
    {
      kind: 'text',
      name: 'successStatuses',
      label: 'Means success',
      placeholder: 'done, ok',
      showWhen: monitored,
    },
    { kind: 'text', name: 'canceledStatuses', label: 'Means canceled', showWhen: monitored },
    { kind: 'text', name: 'terminalStatuses', label: 'Means failed', showWhen: monitored },
    {
      kind: 'boolean',
      name: 'signalCancellation',
      label: 'Tell the other side when canceled',
      default: false,
    },
    {
      kind: 'text',
      name: 'cancelEndpoint',
      label: 'Address to call then',
      required: true,
      showWhen: [{ field: 'signalCancellation', in: [true] }],
    },
    {
      kind: 'select',
      name: 'cancelMethod',
      label: 'Method',
      default: 'POST',
      options: ['POST', 'PUT', 'DELETE', 'PATCH', 'GET'].map((value) => ({ value, label: value })),
      showWhen: [{ field: 'signalCancellation', in: [true] }],
    },
    {
      kind: 'yaml',
      name: 'cancelPayload',
      label: 'Payload',
      showWhen: [{ field: 'signalCancellation', in: [true] }],
    },
    { kind: 'expectedArtifacts', name: 'expectedArtifacts', label: 'Produces artifacts', isAdvanced: true },
  ],
  summary: (stage) =>
    [stage.method ?? 'POST', stage.url].filter((part) => typeof part === 'string').join(' '),
};
