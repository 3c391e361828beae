import type { ReactNode } from 'react';
import { ApplicationShell } from '#components/applications/application-shell.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ application: string }>;
}

export default async function ApplicationLayout({ children, params }: Props) {
  const { application } = await params;
  return <ApplicationShell name={decodeURIComponent(application)}>{children}</ApplicationShell>;
}
