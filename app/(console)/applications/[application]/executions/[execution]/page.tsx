import type { Metadata } from 'next';
import { ExecutionView } from '#components/executions/execution-view.tsx';
import { getExecution } from '#lib/executions/index.ts';
import { requireFound } from '../../require-found.ts';

export const metadata: Metadata = { title: 'Run' };

export default async function Page({
  params,
}: {
  params: Promise<{ application: string; execution: string }>;
}) {
  const { application, execution } = await params;
  const name = decodeURIComponent(application);
  await requireFound(
    async (reader) => (await getExecution(reader, execution)).application === name.toLowerCase(),
  );
  return <ExecutionView application={name} id={execution} />;
}
