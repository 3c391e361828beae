import { queryOptions } from '@tanstack/react-query';
import type {
  getExecutionApi,
  getExecutionSourceApi,
  getStageApi,
  listApprovalsApi,
  listExecutionsApi,
  previewStageApi,
  recentExecutionsApi,
} from '#lib/executions/api.ts';
import { call } from '../call.ts';
import { keys } from '../query-keys.ts';

interface Filters {
  pipelineId?: string;
  type?: 'PIPELINE' | 'ORCHESTRATION';
  statuses?: string;
  limit?: number;
  /** Only runs older than this one. */
  before?: string;
}

export const executionQueries = {
  /** Runs of everything the reader may see. */
  everywhere: (filters: Filters) =>
    queryOptions({
      queryKey: [...keys.allExecutions(), 'everywhere', filters],
      queryFn: ({ signal }) => call<typeof listExecutionsApi>('GET /executions', { query: filters, signal }),
    }),
  ofApplication: (application: string, filters: Filters) =>
    queryOptions({
      queryKey: [...keys.executions(application), 'list', filters],
      queryFn: ({ signal }) =>
        call<typeof listExecutionsApi>('GET /executions', { query: { application, ...filters }, signal }),
    }),
  recent: (application: string, perPipeline: number) =>
    queryOptions({
      queryKey: [...keys.executions(application), 'recent', perPipeline],
      queryFn: ({ signal }) =>
        call<typeof recentExecutionsApi>('GET /applications/{application}/executions/recent', {
          params: { application },
          query: { perPipeline },
          signal,
        }),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: keys.execution(id),
      queryFn: ({ signal }) =>
        call<typeof getExecutionApi>('GET /executions/{id}', { params: { id }, signal }),
    }),
  stage: (id: string, stage: string) =>
    queryOptions({
      queryKey: [...keys.execution(id), 'stage', stage],
      queryFn: ({ signal }) =>
        call<typeof getStageApi>('GET /executions/{id}/stages/{stage}', { params: { id, stage }, signal }),
    }),
  /** A run whole, every context with it: for what looks at all stages at once. */
  source: (id: string) =>
    queryOptions({
      queryKey: [...keys.execution(id), 'source'],
      queryFn: ({ signal }) =>
        call<typeof getExecutionSourceApi>('GET /executions/{id}/source', { params: { id }, signal }),
    }),
  /** What the deploys behind a stage would change; asked of the clusters, so not again at every event of the run. */
  preview: (id: string, stage: string) =>
    queryOptions({
      queryKey: ['stage-preview', id, stage],
      queryFn: ({ signal }) =>
        call<typeof previewStageApi>('GET /executions/{id}/stages/{stage}/preview', {
          params: { id, stage },
          signal,
        }),
      staleTime: 30_000,
    }),
  approvals: () =>
    queryOptions({
      queryKey: keys.approvals(),
      queryFn: ({ signal }) => call<typeof listApprovalsApi>('GET /approvals', { signal }),
    }),
};
