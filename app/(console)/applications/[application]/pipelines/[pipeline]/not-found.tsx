import type { Metadata } from 'next';
import { MissingPart } from '#components/applications/missing-part.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <MissingPart title="There is no such pipeline">
      It may have been deleted, or the link was cut off on its way.
    </MissingPart>
  );
}
