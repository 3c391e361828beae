'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { places } from '#components/layout/places.ts';
import { Notice } from '#components/ui/error-state.tsx';
import type { removeExamplesApi } from '#lib/bootstrap/api.ts';
import { call } from '#lib/client/call.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';

const ConfirmDialog = dynamic(
  () => import('#components/ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
  { ssr: false },
);

/** While the examples are there: what to try with them, and how to be rid of them. */
export function ExamplesNotice() {
  const client = useQueryClient();
  const examples = useQuery(administrationQueries.examples());
  const me = useQuery(administrationQueries.me());
  const [isAsking, asking] = useDisclosure(false);
  if (!examples.data?.present) return null;
  return (
    <>
      <Notice
        tone="run"
        title="This is a sandbox with examples"
        actions={
          me.data?.admin ? (
            <Button size="xs" variant="default" onClick={asking.open}>
              Remove the examples
            </Button>
          ) : undefined
        }
      >
        Start “Deploy to production” in <Link href={places.pipelines('podinfo')}>podinfo</Link>, approve it,
        then start it again with a version that does not exist and roll back.
      </Notice>
      {isAsking ? (
        <ConfirmDialog
          isOpen
          onClose={asking.close}
          title="Remove the examples?"
          action="Remove"
          isDestructive
          onConfirm={async () => {
            await call<typeof removeExamplesApi>('DELETE /examples', {});
            await client.invalidateQueries();
          }}
        >
          <p>
            The applications podinfo and podinfo-worker with their pipelines, their teams, and what they
            deployed to the sandbox.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
