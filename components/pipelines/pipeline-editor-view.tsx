'use client';

import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { places } from '#components/layout/places.ts';
import { PipelineEditor } from '#components/pipeline-editor/pipeline-editor.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { ErrorState } from '#components/ui/error-state.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { call } from '#lib/client/call.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { pipelineQueries } from '#lib/client/queries/pipelines.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { startPipelineApi } from '#lib/executions/api.ts';
import type { getRevisionApi } from '#lib/pipelines/api.ts';
import type { Pipeline, PipelineDocument } from '#lib/pipelines/schema.ts';
import { stageDescriptions } from '#lib/stages/descriptions.ts';
import { savePipelineDocument } from './save-document.ts';
import { useEditorLookups } from './use-editor-lookups.ts';

const descriptions = Object.values(stageDescriptions);

/** The page of one pipeline: its editor, wired to the API. */
export function PipelineEditorView({ application, id }: { application: string; id: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const query = useQuery(pipelineQueries.one(id));
  const may = useQuery(applicationQueries.one(application)).data?.may;
  const lookups = useEditorLookups();
  const [stage, setStage] = useQueryState('stage', parseAsString);
  // The editor holds its own document from here on: what others save must not change it under the writer's hands.
  const [opened, setOpened] = useState<Pipeline>();
  if (query.data && opened?.id !== query.data.id) setOpened(query.data);
  if (query.error && !opened) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!opened || !lookups || !may) return <ListSkeleton />;
  const dryRun = async (document: PipelineDocument) => {
    if (JSON.stringify(document) !== JSON.stringify(query.data?.definition)) {
      notifications.show({ message: 'Save first: a dry run runs what is saved, not what is on the screen.' });
      return;
    }
    try {
      const body = { isDryRun: true, correlationId: crypto.randomUUID() };
      const { executionId } = await call<typeof startPipelineApi>('POST /pipelines/{id}/executions', {
        params: { id },
        body,
      });
      router.push(places.execution(application, executionId));
    } catch (error) {
      notifications.show({ color: 'red', message: errorSentence(error) });
    }
  };
  return (
    <PipelineEditor
      key={opened.id}
      document={opened.definition}
      revision={opened.revision}
      descriptions={descriptions}
      lookups={lookups}
      trail={[
        { label: application, href: places.clusters(application) },
        { label: 'Pipelines', href: places.pipelines(application) },
      ]}
      onSave={async (request) => {
        const outcome = await savePipelineDocument(id, request);
        if (outcome.status === 'saved') {
          await client.invalidateQueries({ queryKey: keys.pipelines(application) });
          await client.invalidateQueries({ queryKey: keys.pipeline(id) });
        }
        return outcome;
      }}
      loadRevisions={async () => {
        const list = await client.fetchQuery(pipelineQueries.revisions(id));
        return list.map(({ revision, author, createdAt, message }) => ({
          revision,
          savedBy: author,
          savedAt: Date.parse(createdAt),
          message,
        }));
      }}
      loadRevision={async (revision) =>
        (
          await call<typeof getRevisionApi>('GET /pipelines/{id}/revisions/{revision}', {
            params: { id, revision },
          })
        ).definition
      }
      onDryRun={dryRun}
      {...(may.write
        ? {}
        : {
            readOnlyReason: `You may look at this pipeline, but not change it: that needs WRITE on ${application}.`,
          })}
      {...(stage ? { initialStage: stage } : {})}
      onStageChange={(key) => void setStage(key ?? null)}
      onNavigate={(href) => router.push(href)}
    />
  );
}
