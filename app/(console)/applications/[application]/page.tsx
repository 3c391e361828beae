import { redirect } from 'next/navigation';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  const { application } = await params;
  redirect(`/applications/${application}/clusters`);
}
