import type { Metadata } from 'next';
import { PipelineEditorView } from '#components/pipelines/pipeline-editor-view.tsx';
import { getPipeline } from '#lib/pipelines/index.ts';
import { requireFound } from '../../require-found.ts';

export const metadata: Metadata = { title: 'Pipeline' };

export default async function Page({
  params,
}: {
  params: Promise<{ application: string; pipeline: string }>;
}) {
  const { application, pipeline } = await params;
  const name = decodeURIComponent(application);
  await requireFound(
    async (reader) => (await getPipeline(reader, pipeline)).application === name.toLowerCase(),
  );
  return <PipelineEditorView application={name} id={pipeline} />;
}
