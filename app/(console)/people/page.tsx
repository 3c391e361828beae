import type { Metadata } from 'next';
import { PeopleView } from '#components/settings/people-view.tsx';

export const metadata: Metadata = { title: 'Users and teams' };

export default function Page() {
  return <PeopleView />;
}
