'use client';

import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApplicationHeader } from '#components/layout/application-header.tsx';
import { describeError, errorSentence } from '#components/ui/describe-error.ts';
import { ErrorState } from '#components/ui/error-state.tsx';
import type { starApplicationApi } from '#lib/applications/api.ts';
import { call } from '#lib/client/call.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import { keys } from '#lib/client/query-keys.ts';
import { healthOfClusters } from './health-of-clusters.ts';

/** Head and tabs of an application; what does not exist for the reader says so once, for every tab. */
export function ApplicationShell({ name, children }: { name: string; children: ReactNode }) {
  const client = useQueryClient();
  const application = useQuery(applicationQueries.one(name));
  const clusters = useQuery({ ...infrastructureQueries.clusters(name), enabled: application.isSuccess });
  const star = useMutation({
    mutationFn: (starred: boolean) =>
      call<typeof starApplicationApi>('PUT /applications/{application}/star', {
        params: { application: name },
        body: { starred },
      }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.application(name) }),
        client.invalidateQueries({ queryKey: keys.applications() }),
      ]),
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  });
  const failure = application.data ? null : application.error;
  // What is not there has no head either.
  if (describeError(failure).kind === 'missing') return <ErrorState isPage error={failure} />;
  const health = clusters.data ? healthOfClusters(clusters.data.clusters) : undefined;
  const isStarred = star.isPending ? star.variables : (application.data?.starred ?? false);
  return (
    <>
      <ApplicationHeader
        name={name}
        {...(health ? { health } : {})}
        team={application.data?.team ?? null}
        {...(application.data?.email ? { owner: application.data.email } : {})}
        links={application.data?.links ?? []}
        isStarred={isStarred}
        onStar={(next) => star.mutate(next)}
      />
      {failure ? <ErrorState error={failure} onRetry={() => void application.refetch()} /> : children}
    </>
  );
}
