'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { places } from '#components/layout/places.ts';
import { loadCanvas } from '#components/pipeline-editor/load-canvas.ts';
import { PipelineEditor } from '#components/pipeline-editor/pipeline-editor.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { useEarly } from '#components/ui/use-early.ts';
import { call } from '#lib/client/call.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { pipelineQueries } from '#lib/client/queries/pipelines.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { getRevisionApi } from '#lib/pipelines/api.ts';
import type { Pipeline, PipelineDocument } from '#lib/pipelines/schema.ts';
import { stageDescriptions } from '#lib/stages/descriptions.ts';
import { savePipelineDocument } from './save-document.ts';
import { useEditorLookups } from './use-editor-lookups.ts';
import { useExpressions } from './use-expressions.ts';
import { usePresence } from './use-presence.ts';

const StartDialog = dynamic(() => import('./start-dialog.tsx').then((module) => module.StartDialog), {
  ssr: false,
});

const descriptions = Object.values(stageDescriptions);

/** The page of one pipeline: its editor, wired to the API. */
export function PipelineEditorView({ application, id }: { application: string; id: string }) {
  useEarly(loadCanvas);
  const client = useQueryClient();
  const router = useRouter();
  const query = useQuery(pipelineQueries.one(id));
  const may = useQuery(applicationQueries.one(application)).data?.may;
  const lookups = useEditorLookups();
  const [stage, setStage] = useQueryState('stage', parseAsString);
  const presence = usePresence(id, stage);
  const expressions = useExpressions(application, id);
  // The editor holds its own document from here on: what others save must not change it under the writer's hands.
  const [draft, setDraft] = useState<PipelineDocument>();
  const [opened, setOpened] = useState<Pipeline>();
  if (query.data && opened?.id !== query.data.id) setOpened(query.data);
  if (query.error && !opened) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!opened || !lookups || !may) return <ListSkeleton />;
  return (
    <>
      <PipelineEditor
        key={`${opened.id} ${opened.revision}`}
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
        onDryRun={may.execute ? setDraft : undefined}
        presence={presence}
        {...expressions}
        {...(query.data && query.data.revision > opened.revision ? { newer: newerOf(query.data) } : {})}
        onReload={() => setOpened(query.data)}
        {...(may.write
          ? {}
          : {
              readOnlyReason: `You may look at this pipeline, but not change it: that needs WRITE on ${application}.`,
            })}
        {...(stage ? { initialStage: stage } : {})}
        onStageChange={(key) => void setStage(key ?? null)}
        onNavigate={(href) => router.push(href)}
      />
      {draft ? (
        <StartDialog
          isOpen
          onClose={() => setDraft(undefined)}
          pipelineId={id}
          name={opened.name}
          application={application}
          draft={draft}
        />
      ) : null}
    </>
  );
}

function newerOf({ revision, updatedBy }: Pipeline): { revision: number; savedBy: string } {
  return { revision, savedBy: updatedBy };
}
