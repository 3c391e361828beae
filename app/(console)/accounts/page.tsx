import type { Metadata } from 'next';
import { AccountsView } from '#components/settings/accounts-view.tsx';

export const metadata: Metadata = { title: 'Accounts' };

export default function Page() {
  return <AccountsView />;
}
