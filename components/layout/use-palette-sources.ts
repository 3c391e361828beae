import { IconPlayerPlay, IconStack2, IconStack3, IconTimeline } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { runStatus } from '#components/executions/run-status.ts';
import { formatAge } from '#components/status/format-duration.ts';
import { statusLook } from '#components/status/status-table.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import { pipelineQueries } from '#lib/client/queries/pipelines.ts';
import type { PaletteSource } from './palette-sources.ts';
import { places } from './places.ts';

/** Applications whose clusters and pipelines are asked for, starred first: each costs a request. */
const MOST_ASKED = 30;

/** What the palette finds: applications, clusters, pipelines and runs that the viewer may see. */
export function usePaletteSources(): PaletteSource[] {
  const client = useQueryClient();
  return useMemo(
    () => [
      {
        id: 'applications',
        label: 'Applications',
        find: async () => {
          const applications = await client.ensureQueryData(applicationQueries.list());
          return applications.map(({ name, description }) => ({
            id: name,
            label: name,
            description,
            icon: IconStack2,
            href: places.clusters(name),
          }));
        },
      },
      {
        id: 'clusters',
        label: 'Clusters',
        find: async () => {
          const applications = await client.ensureQueryData(applicationQueries.list());
          const views = await Promise.all(
            applications.slice(0, MOST_ASKED).map(({ name }) =>
              client.ensureQueryData(infrastructureQueries.clusters(name)).then(
                ({ clusters }) => clusters.map((cluster) => ({ ...cluster, application: name })),
                () => [],
              ),
            ),
          );
          return views.flat().map(({ application, account, namespace, kind, name }) => ({
            id: [account, namespace, kind, name].join('/'),
            label: name,
            description: `${kind} in ${account}, ${application}`,
            icon: IconStack3,
            href: places.object(application, { account, namespace, kind, name }),
          }));
        },
      },
      {
        id: 'pipelines',
        label: 'Pipelines',
        find: async () => {
          const applications = await client.ensureQueryData(applicationQueries.list());
          const lists = await Promise.all(
            applications
              .slice(0, MOST_ASKED)
              .map(({ name }) => client.ensureQueryData(pipelineQueries.list(name)).catch(() => [])),
          );
          return lists.flat().map(({ id, name, application }) => ({
            id,
            label: name,
            description: application,
            icon: IconTimeline,
            href: places.pipeline(application, id),
          }));
        },
      },
      {
        id: 'executions',
        label: 'Runs',
        find: async () => {
          const { executions } = await client.ensureQueryData(executionQueries.everywhere({ limit: 50 }));
          return executions.map((run) => ({
            id: run.id,
            label: run.name,
            description: `${run.application} #${run.number}, ${statusLook(runStatus(run)).word.toLowerCase()}, ${formatAge(Date.now() - run.buildTime)} ago by ${run.user}`,
            icon: IconPlayerPlay,
            href: places.execution(run.application, run.id),
          }));
        },
      },
    ],
    [client],
  );
}
