import type { ReactNode } from 'react';
import { getApplication } from '#lib/applications/index.ts';
import { requireFound } from './require-found.ts';

interface Props {
  children: ReactNode;
  params: Promise<{ application: string }>;
}

export default async function ApplicationLayout({ children, params }: Props) {
  const { application } = await params;
  await requireFound((reader) => getApplication(reader, decodeURIComponent(application)));
  return children;
}
