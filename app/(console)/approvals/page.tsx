import type { Metadata } from 'next';
import { ApprovalsView } from '#components/approvals/approvals-view.tsx';

export const metadata: Metadata = { title: 'Approvals' };

export default function Page() {
  return <ApprovalsView />;
}
