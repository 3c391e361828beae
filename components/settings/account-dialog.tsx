'use client';

import {
  Button,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import type {
  createAccountApi,
  deleteAccountApi,
  testAccountApi,
  testConnectionApi,
  updateAccountApi,
} from '#lib/accounts/api.ts';
import type { AccountView } from '#lib/accounts/schema.ts';
import { call } from '#lib/client/call.ts';
import { ProblemError } from '#lib/client/problem-error.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { keys } from '#lib/client/query-keys.ts';
import { type AccountForm, emptyAccount, formOf, toConfig } from './account-form.ts';
import { ConnectionResult } from './connection-result.tsx';

interface Props {
  /** Absent: a new one. */
  account: AccountView | undefined;
  isAdmin: boolean;
  onClose: () => void;
}

/** Adds or changes an account, and tries its connection before it is kept. */
export function AccountDialog({ account, isAdmin, onClose }: Props) {
  const client = useQueryClient();
  const teams = useQuery(administrationQueries.teams()).data?.map(({ name }) => name) ?? [];
  const [isDeleting, deleting] = useDisclosure(false);
  const form = useForm<AccountForm>({ initialValues: account ? formOf(account) : emptyAccount });
  const showFaults = (error: unknown) => {
    if (error instanceof ProblemError)
      for (const { field, message } of error.errors) form.setFieldError(field, message);
  };
  const test = useMutation({
    mutationFn: () =>
      account && form.values.keepsCredentials
        ? call<typeof testAccountApi>('POST /accounts/{account}/test', {
            params: { account: account.name },
            body: {},
          })
        : call<typeof testConnectionApi>('POST /accounts/test', { body: toConfig(form.values) }),
    onError: showFaults,
  });
  const save = useMutation({
    mutationFn: () => {
      const { credentials, ...rest } = toConfig(form.values);
      if (!account)
        return call<typeof createAccountApi>('POST /accounts', { body: { ...rest, credentials } });
      const body = form.values.keepsCredentials ? rest : { ...rest, credentials };
      return call<typeof updateAccountApi>('PATCH /accounts/{account}', {
        params: { account: account.name },
        body,
        ifMatch: account.version,
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.accounts() });
      onClose();
    },
    onError: showFaults,
  });
  const { source, keepsCredentials } = form.values;
  return (
    <Modal opened onClose={onClose} size="lg" title={account ? `Account ${account.name}` : 'Add account'}>
      <form onSubmit={form.onSubmit(() => save.mutate())}>
        <fieldset disabled={!isAdmin} style={{ all: 'unset', display: 'block' }}>
          <Stack gap="sm">
            {save.error ? <Notice tone="bad" title={errorSentence(save.error)} /> : null}
            {test.error ? <Notice tone="bad" title={errorSentence(test.error)} /> : null}
            {test.data ? <ConnectionResult report={test.data} /> : null}
            <Group grow align="flex-start">
              <TextInput
                label="Name"
                description="Pipelines refer to it."
                required
                disabled={Boolean(account)}
                {...form.getInputProps('name')}
              />
              <TextInput
                label="Environment"
                description="Such as staging."
                {...form.getInputProps('environment')}
              />
            </Group>
            <Switch
              label="Production"
              description="Changes by hand ask for the object's name to be typed."
              {...form.getInputProps('isProduction', { type: 'checkbox' })}
            />
            {account ? (
              <Switch
                label="Keep the stored credentials"
                {...form.getInputProps('keepsCredentials', { type: 'checkbox' })}
              />
            ) : null}
            {keepsCredentials && account ? null : (
              <>
                <SegmentedControl
                  aria-label="Credentials"
                  data={[
                    { value: 'inline', label: 'Kubeconfig' },
                    { value: 'file', label: 'File on the server' },
                    { value: 'inCluster', label: 'In-cluster' },
                  ]}
                  {...form.getInputProps('source')}
                />
                {source === 'inline' ? (
                  <Textarea
                    label="Kubeconfig"
                    description="Kept encrypted and never shown again."
                    autosize
                    minRows={5}
                    maxRows={14}
                    styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
                    {...form.getInputProps('kubeconfig')}
                    error={form.errors['credentials.kubeconfig'] ?? form.errors.kubeconfig}
                  />
                ) : null}
                {source === 'file' ? (
                  <TextInput
                    label="Path"
                    {...form.getInputProps('path')}
                    error={form.errors['credentials.path'] ?? form.errors.path}
                  />
                ) : null}
              </>
            )}
            <TextInput
              label="Context"
              description="Empty: the kubeconfig's current one."
              {...form.getInputProps('context')}
            />
            <TagsInput
              label="Namespaces"
              description="Empty: all of them."
              {...form.getInputProps('namespaces')}
            />
            <Group grow align="flex-start">
              <TagsInput
                label="May see it"
                description="Teams. Empty: everybody."
                data={teams}
                {...form.getInputProps('READ')}
              />
              <TagsInput
                label="May deploy to it"
                description="Teams. Empty: everybody."
                data={teams}
                {...form.getInputProps('WRITE')}
              />
            </Group>
          </Stack>
        </fieldset>
        <Group justify="space-between" mt="md">
          {account && isAdmin ? (
            <Button variant="subtle" color="red" onClick={deleting.open}>
              Remove
            </Button>
          ) : (
            <span />
          )}
          <Group>
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              Test the connection
            </Button>
            {isAdmin ? (
              <Button type="submit" loading={save.isPending}>
                Save
              </Button>
            ) : null}
          </Group>
        </Group>
      </form>
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={deleting.close}
        title={`Remove the account ${account?.name ?? ''}?`}
        action="Remove"
        isDestructive
        {...(account?.isProduction ? { typedName: account.name } : {})}
        onConfirm={async () => {
          if (!account) return;
          await call<typeof deleteAccountApi>('DELETE /accounts/{account}', {
            params: { account: account.name },
          });
          await client.invalidateQueries({ queryKey: keys.accounts() });
          onClose();
        }}
      >
        <p>Its cluster is not touched. Pipelines that name it fail until they name another.</p>
      </ConfirmDialog>
    </Modal>
  );
}
