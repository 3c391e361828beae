import type { Metadata } from 'next';
import { ConfigView } from '#components/applications/config-view.tsx';

export const metadata: Metadata = { title: 'Config' };

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  const { application } = await params;
  return <ConfigView application={decodeURIComponent(application)} />;
}
