import type { Metadata } from 'next';
import { NewPipelineView } from '#components/pipelines/new-pipeline-view.tsx';

export const metadata: Metadata = { title: 'New pipeline' };

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  const { application } = await params;
  return <NewPipelineView application={decodeURIComponent(application)} />;
}
