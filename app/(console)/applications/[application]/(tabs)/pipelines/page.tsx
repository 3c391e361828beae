import type { Metadata } from 'next';
import { PipelinesView } from '#components/pipelines/pipelines-view.tsx';

export const metadata: Metadata = { title: 'Pipelines' };

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  const { application } = await params;
  return <PipelinesView application={decodeURIComponent(application)} />;
}
