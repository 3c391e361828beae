import type { Metadata } from 'next';
import { ExecutionView } from '#components/executions/execution-view.tsx';

export const metadata: Metadata = { title: 'Run' };

export default async function Page({
  params,
}: {
  params: Promise<{ application: string; execution: string }>;
}) {
  const { application, execution } = await params;
  return <ExecutionView application={decodeURIComponent(application)} id={execution} />;
}
