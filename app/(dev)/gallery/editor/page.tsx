import { notFound } from 'next/navigation';
import { EditorGallery } from './editor-gallery.tsx';

/** The pipeline editor over sample data, while developing. `?sample=` chooses the pipeline. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  if (process.env.NODE_ENV !== 'development') notFound();
  const { sample, locked } = await searchParams;
  return <EditorGallery sample={String(sample ?? 'drawing')} isLocked={locked !== undefined} />;
}
