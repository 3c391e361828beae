import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  getExecutionApi,
  getExecutionSourceApi,
  getRetentionApi,
  getStageApi,
  listApprovalsApi,
  listExecutionsApi,
  previewStageApi,
  recentExecutionsApi,
} from '#lib/executions/api.ts';
import type { listDeliveriesApi } from '#lib/notifications/api.ts';
import { call } from '../call.ts';
import { keys } from '../query-keys.ts';

/** Older runs are shown so many at a time. */
const OLDER = 40;

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
      queryKey: [...keys.executionsEverywhere(), filters],
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
  /** The runs of a pipeline before one of them, by pages. */
  older: (application: string, pipelineId: string, before: string) =>
    infiniteQueryOptions({
      queryKey: [...keys.executions(application), 'older', pipelineId, before],
      queryFn: ({ signal, pageParam }) =>
        call<typeof listExecutionsApi>('GET /executions', {
          query: { application, pipelineId, before: pageParam, limit: OLDER },
          signal,
        }),
      initialPageParam: before,
      getNextPageParam: ({ next }) => next ?? undefined,
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
  /** Below no key of events: a setting, fetched when its form opens. */
  retention: (application: string) =>
    queryOptions({
      queryKey: ['retention', application],
      queryFn: ({ signal }) =>
        call<typeof getRetentionApi>('GET /applications/{application}/retention', {
          params: { application },
          signal,
        }),
    }),
  notifications: (id: string) =>
    queryOptions({
      queryKey: keys.notifications(id),
      queryFn: ({ signal }) =>
        call<typeof listDeliveriesApi>('GET /executions/{id}/notifications', { params: { id }, signal }),
    }),
  approvals: () =>
    queryOptions({
      queryKey: keys.approvals(),
      queryFn: ({ signal }) => call<typeof listApprovalsApi>('GET /approvals', { signal }),
    }),
};
