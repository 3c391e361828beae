import type { Metadata } from 'next';
import { TasksView } from '#components/executions/tasks-view.tsx';

export const metadata: Metadata = { title: 'Tasks' };

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  const { application } = await params;
  return <TasksView application={decodeURIComponent(application)} />;
}
