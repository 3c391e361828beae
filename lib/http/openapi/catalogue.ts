import * as accounts from '#lib/accounts/api.ts';
import * as applications from '#lib/applications/api.ts';
import * as audit from '#lib/audit/api.ts';
import * as bootstrap from '#lib/bootstrap/api.ts';
import * as executions from '#lib/executions/api.ts';
import * as infrastructure from '#lib/infrastructure/api.ts';
import * as notifications from '#lib/notifications/api.ts';
import * as people from '#lib/people/api.ts';
import * as pipelines from '#lib/pipelines/api.ts';
import type { Endpoint } from '../endpoint.ts';
import { openApiApi } from './api.ts';

export interface Tagged {
  contract: Endpoint;
  /** The room it belongs to: the heading on an API page. */
  tag: string;
  /** The contract's own name, unique: `startPipeline`. */
  operationId: string;
}

const rooms: Record<string, Record<string, unknown>> = {
  Applications: applications,
  Pipelines: pipelines,
  Executions: executions,
  Notifications: notifications,
  Infrastructure: infrastructure,
  Accounts: accounts,
  People: people,
  Audit: audit,
  Installation: { ...bootstrap, openApiApi },
};

/** Every contract of the API: whatever a room's api.ts exports under a name that ends in `Api`. */
export const catalogue: readonly Tagged[] = Object.entries(rooms).flatMap(([tag, room]) =>
  Object.entries(room).flatMap(([name, contract]) =>
    isEndpoint(name, contract) ? [{ contract, tag, operationId: name.replace(/Api$/, '') }] : [],
  ),
);

function isEndpoint(name: string, value: unknown): value is Endpoint {
  return name.endsWith('Api') && typeof value === 'object' && value !== null && 'method' in value;
}
