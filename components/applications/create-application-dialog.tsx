'use client';

import { Autocomplete, Button, Fieldset, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { places } from '#components/layout/places.ts';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import type { createApplicationApi } from '#lib/applications/api.ts';
import { call } from '#lib/client/call.ts';
import { ProblemError } from '#lib/client/problem-error.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { keys } from '#lib/client/query-keys.ts';
import { PermissionsFields, toPermissions } from './permissions-fields.tsx';

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

const empty = {
  name: '',
  description: '',
  email: '',
  team: '',
  READ: [] as string[],
  WRITE: [] as string[],
  EXECUTE: [] as string[],
};

/** Asks for what a new application needs; afterwards one is in it. */
export function CreateApplicationDialog({ isOpen, onClose }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const teams = useQuery(administrationQueries.teams()).data?.map((team) => team.name) ?? [];
  const form = useForm({ initialValues: empty });
  const create = useMutation({
    mutationFn: (values: typeof empty) =>
      call<typeof createApplicationApi>('POST /applications', {
        body: {
          name: values.name,
          description: values.description,
          email: values.email,
          team: values.team || null,
          permissions: toPermissions(values),
        },
      }),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: keys.applications() });
      onClose();
      form.reset();
      router.push(places.pipelines(name));
    },
    onError: (error) => {
      if (error instanceof ProblemError)
        for (const { field, message } of error.errors) form.setFieldError(field, message);
    },
  });
  return (
    <Modal opened={isOpen} onClose={onClose} title="Create application" size="lg">
      <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack gap="sm">
          {create.error ? <Notice tone="bad" title={errorSentence(create.error)} /> : null}
          <TextInput
            label="Name"
            description="Letters, digits and hyphens. It cannot be changed later."
            required
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
          <Group grow align="flex-start">
            <TextInput label="Owner's e-mail" {...form.getInputProps('email')} />
            <Autocomplete label="Team" data={teams} {...form.getInputProps('team')} />
          </Group>
          <Fieldset legend="Permissions (none: open to everybody signed in)">
            <Stack gap="xs">
              <PermissionsFields form={form} />
            </Stack>
          </Fieldset>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
