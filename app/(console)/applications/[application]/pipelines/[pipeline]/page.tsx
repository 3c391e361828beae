import type { Metadata } from 'next';
import { PipelineEditorView } from '#components/pipelines/pipeline-editor-view.tsx';

export const metadata: Metadata = { title: 'Pipeline' };

export default async function Page({
  params,
}: {
  params: Promise<{ application: string; pipeline: string }>;
}) {
  const { application, pipeline } = await params;
  return <PipelineEditorView application={decodeURIComponent(application)} id={pipeline} />;
}
