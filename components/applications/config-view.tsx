'use client';

import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { Panel, PanelBody } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import type { deleteApplicationApi, updateApplicationApi } from '#lib/applications/api.ts';
import type { Application } from '#lib/applications/schema.ts';
import { call } from '#lib/client/call.ts';
import { ProblemError } from '#lib/client/problem-error.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { keys } from '#lib/client/query-keys.ts';
import { PermissionsFields, toPermissions } from './permissions-fields.tsx';

/** An application's settings: who owns it, who may do what, and its end. */
export function ConfigView({ application }: { application: string }) {
  const query = useQuery(applicationQueries.one(application));
  return (
    <PageBody>
      <QueryFaces query={query}>{(data) => <Settings key={data.version} application={data} />}</QueryFaces>
    </PageBody>
  );
}

function Settings({ application }: { application: Application }) {
  const router = useRouter();
  const client = useQueryClient();
  const [isDeleting, deleting] = useDisclosure(false);
  const { name, permissions } = application;
  const form = useForm({
    initialValues: {
      displayName: application.displayName,
      description: application.description,
      email: application.email,
      team: application.team ?? '',
      READ: permissions.READ ?? [],
      WRITE: permissions.WRITE ?? [],
      EXECUTE: permissions.EXECUTE ?? [],
    },
  });
  const save = useMutation({
    mutationFn: () => {
      const { displayName, description, email, team } = form.values;
      return call<typeof updateApplicationApi>('PUT /applications/{application}', {
        params: { application: name },
        body: {
          displayName,
          description,
          email,
          team: team || null,
          permissions: toPermissions(form.values),
          links: application.links,
        },
        ifMatch: application.version,
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.application(name) });
      notifications.show({ message: 'Saved.' });
    },
    onError: (error) => {
      if (error instanceof ProblemError)
        for (const { field, message } of error.errors)
          form.setFieldError(field.replace('permissions.', ''), message);
    },
  });
  return (
    <Stack>
      <Panel title="Application">
        <PanelBody>
          <form onSubmit={form.onSubmit(() => save.mutate())}>
            <fieldset disabled={!application.may.write} style={{ all: 'unset', display: 'block' }}>
              <Stack gap="sm" maw={720}>
                {save.error ? <Notice tone="bad" title={errorSentence(save.error)} /> : null}
                {application.may.write ? null : (
                  <Notice
                    tone="idle"
                    title={`You may look at this, but not change it: that needs WRITE on ${name}.`}
                  />
                )}
                <TextInput label="Shown as" {...form.getInputProps('displayName')} />
                <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
                <Group grow align="flex-start">
                  <TextInput label="Owner's e-mail" {...form.getInputProps('email')} />
                  <TextInput label="Team" {...form.getInputProps('team')} />
                </Group>
                <PermissionsFields form={form} />
                {application.may.write ? (
                  <Group>
                    <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
                      Save
                    </Button>
                  </Group>
                ) : null}
              </Stack>
            </fieldset>
          </form>
        </PanelBody>
      </Panel>
      {application.may.write ? (
        <Panel title="Danger zone">
          <PanelBody>
            <Group justify="space-between">
              <span>Delete the application with its pipelines. What it deployed stays in the clusters.</span>
              <Button color="red" variant="outline" onClick={deleting.open}>
                Delete application
              </Button>
            </Group>
          </PanelBody>
        </Panel>
      ) : null}
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={deleting.close}
        title={`Delete the application ${name}?`}
        action="Delete"
        isDestructive
        typedName={name}
        onConfirm={async () => {
          await call<typeof deleteApplicationApi>('DELETE /applications/{application}', {
            params: { application: name },
          });
          await client.invalidateQueries({ queryKey: keys.applications() });
          router.push(places.applications());
        }}
      >
        <p>Its pipelines and their revisions are gone for good.</p>
      </ConfirmDialog>
    </Stack>
  );
}
