'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { KeyValue } from '#components/ui/key-value.tsx';
import type { Team } from '#lib/auth/schema.ts';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { createTeamApi, deleteTeamApi } from '#lib/people/api.ts';

/** Adds a team, or shows one. Who is in it is set with each person. */
export function TeamDialog({ team, onClose }: { team: Team | undefined; onClose: () => void }) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { name: '', description: '' } });
  const create = useMutation({
    mutationFn: () => call<typeof createTeamApi>('POST /teams', { body: form.values }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.teams() });
      onClose();
    },
  });
  if (team) return <TeamDetails team={team} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="Add team">
      <form onSubmit={form.onSubmit(() => create.mutate())}>
        <Stack gap="sm">
          {create.error ? <Notice tone="bad" title={errorSentence(create.error)} /> : null}
          <TextInput
            label="Name"
            description="Lower case; permissions refer to it."
            required
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput label="Description" {...form.getInputProps('description')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function TeamDetails({ team, onClose }: { team: Team; onClose: () => void }) {
  const client = useQueryClient();
  const [isRemoving, removing] = useDisclosure(false);
  return (
    <Modal opened onClose={onClose} title={`Team ${team.name}`}>
      <KeyValue
        entries={[
          { key: 'Description', value: team.description || 'none' },
          {
            key: 'Members',
            value:
              team.members.map(({ username }) => username).join(', ') ||
              'nobody yet: teams are set with each user',
          },
        ]}
      />
      <Group justify="space-between" mt="md">
        <Button variant="subtle" color="red" onClick={removing.open}>
          Remove
        </Button>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isRemoving}
        onClose={removing.close}
        title={`Remove the team ${team.name}?`}
        action="Remove"
        isDestructive
        onConfirm={async () => {
          await call<typeof deleteTeamApi>('DELETE /teams/{id}', { params: { id: team.id } });
          await client.invalidateQueries({ queryKey: keys.teams() });
          onClose();
        }}
      >
        <p>
          {team.members.length === 1 ? 'One member loses' : `${team.members.length} members lose`} what only
          this team may do. Permissions that name it then grant nobody.
        </p>
      </ConfirmDialog>
    </Modal>
  );
}
