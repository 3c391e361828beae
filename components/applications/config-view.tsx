'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import type { deleteApplicationApi } from '#lib/applications/api.ts';
import { call } from '#lib/client/call.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { keys } from '#lib/client/query-keys.ts';
import classes from './config.module.css';
import { ConfigForm } from './config-form.tsx';
import { ConfigSection } from './config-section.tsx';
import { RetentionPanel } from './retention-form.tsx';

/** An application's settings: who owns it, who may do what, where its people go, and its end. */
export function ConfigView({ application }: { application: string }) {
  const query = useQuery(applicationQueries.one(application));
  return (
    <PageBody>
      <QueryFaces query={query}>
        {(data) => (
          <>
            <ConfigForm key={data.name} application={data} />
            <RetentionPanel application={data.name} mayWrite={data.may.write} />
            {data.may.write ? <DangerZone name={data.name} /> : null}
          </>
        )}
      </QueryFaces>
    </PageBody>
  );
}

function DangerZone({ name }: { name: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const [isDeleting, deleting] = useDisclosure(false);
  return (
    <Panel title="Danger zone">
      <ConfigSection
        title="Delete the application"
        about="Its pipelines and their revisions are gone for good. What it deployed stays in the clusters."
      >
        <div className={classes.danger}>
          <Button color="red" variant="outline" onClick={deleting.open}>
            Delete application
          </Button>
        </div>
      </ConfigSection>
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={deleting.close}
        title={`Delete the application ${name}?`}
        action="Delete"
        isDestructive
        onConfirm={async () => {
          await call<typeof deleteApplicationApi>('DELETE /applications/{application}', {
            params: { application: name },
          });
          await client.invalidateQueries({ queryKey: keys.applications() });
          router.push(places.applications());
        }}
      >
        <p>
          The application {name}, its pipelines and their revisions are gone for good. What it deployed stays
          in the clusters.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}
