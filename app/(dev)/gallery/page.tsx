import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Gallery } from '#components/gallery/gallery.tsx';

export const metadata: Metadata = { title: 'Gallery' };

/** Every piece of the console with sample data. Exists while developing only. */
export default function Page() {
  if (process.env.NODE_ENV === 'production') notFound();
  return <Gallery now={Date.now()} />;
}
