import type { Metadata } from 'next';
import { ClustersView } from '#components/clusters/clusters-view.tsx';

export const metadata: Metadata = { title: 'Clusters' };

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  const { application } = await params;
  return <ClustersView application={decodeURIComponent(application)} />;
}
