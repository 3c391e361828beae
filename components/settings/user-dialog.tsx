'use client';

import { Button, Group, Modal, MultiSelect, PasswordInput, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import type { Team, User } from '#lib/auth/schema.ts';
import { call } from '#lib/client/call.ts';
import { ProblemError } from '#lib/client/problem-error.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { createUserApi, updateUserApi } from '#lib/people/api.ts';

interface Props {
  /** Absent: a new one. */
  user: User | undefined;
  teams: readonly Team[];
  onClose: () => void;
}

/** Adds a person, or changes one: name, teams, password, rights. */
export function UserDialog({ user, teams, onClose }: Props) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      username: user?.username ?? '',
      name: user?.name ?? '',
      email: user?.email ?? '',
      password: '',
      admin: user?.admin ?? false,
      active: user?.active ?? true,
      teams: user?.teams ?? [],
    },
  });
  const save = useMutation({
    mutationFn: () => {
      const { username, password, active, email, ...rest } = form.values;
      if (!user)
        return call<typeof createUserApi>('POST /users', {
          body: { username, password, email: email || null, ...rest },
        });
      const body = { ...rest, email: email || null, active, ...(password ? { password } : {}) };
      return call<typeof updateUserApi>('PATCH /users/{id}', { params: { id: user.id }, body });
    },
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.users() }),
        client.invalidateQueries({ queryKey: keys.teams() }),
      ]);
      onClose();
    },
    onError: (error) => {
      if (error instanceof ProblemError)
        for (const { field, message } of error.errors) form.setFieldError(field, message);
    },
  });
  return (
    <Modal opened onClose={onClose} title={user ? user.username : 'Add user'}>
      <form onSubmit={form.onSubmit(() => save.mutate())}>
        <Stack gap="sm">
          {save.error ? <Notice tone="bad" title={errorSentence(save.error)} /> : null}
          {user ? null : (
            <TextInput label="User name" required data-autofocus {...form.getInputProps('username')} />
          )}
          <TextInput label="Name" required {...form.getInputProps('name')} />
          <TextInput label="E-mail" {...form.getInputProps('email')} />
          <PasswordInput
            label={user ? 'New password' : 'Password'}
            description={
              user ? 'Empty: unchanged. A new one signs them out everywhere.' : 'At least 12 characters.'
            }
            required={!user}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <MultiSelect
            label="Teams"
            data={teams.map(({ name }) => name)}
            searchable
            {...form.getInputProps('teams')}
          />
          <Switch
            label="Administrator"
            description="May do everything."
            {...form.getInputProps('admin', { type: 'checkbox' })}
          />
          {user ? (
            <Switch
              label="May sign in"
              description="Off: signed out at once; the history stays."
              {...form.getInputProps('active', { type: 'checkbox' })}
            />
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
