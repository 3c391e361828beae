'use client';

import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PageBody } from '#components/layout/console-frame.tsx';
import { Age, Until } from '#components/status/age.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { KeyValue } from '#components/ui/key-value.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel, PanelBody, PanelRow } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { Name } from '#components/ui/tag.tsx';
import { call } from '#lib/client/call.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { createApiTokenApi, revokeApiTokenApi } from '#lib/people/api.ts';

/** The signed-in person: who they are, and the keys of their scripts. */
export function SettingsView() {
  const me = useQuery(administrationQueries.me());
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody>
        <Panel title="You">
          <PanelBody>
            <QueryFaces query={me}>
              {({ name, username, teams, admin }) => (
                <KeyValue
                  entries={[
                    { key: 'Name', value: name },
                    { key: 'User name', value: username },
                    { key: 'Teams', value: teams.join(', ') || 'none' },
                    { key: 'Role', value: admin ? 'Administrator' : 'Member' },
                  ]}
                />
              )}
            </QueryFaces>
          </PanelBody>
        </Panel>
        <Tokens />
      </PageBody>
    </>
  );
}

function Tokens() {
  const client = useQueryClient();
  const tokens = useQuery(administrationQueries.tokens());
  const [name, setName] = useState('');
  const [days, setDays] = useState<number | string>(30);
  const refresh = () => client.invalidateQueries({ queryKey: keys.me() });
  const create = useMutation({
    mutationFn: () =>
      call<typeof createApiTokenApi>('POST /me/tokens', { body: { name, days: Number(days) } }),
    onSuccess: async () => {
      setName('');
      await refresh();
    },
  });
  const [ending, setEnding] = useState<{ id: string; name: string }>();
  return (
    <Panel title="API tokens" note="For scripts: Authorization: Bearer fdk_…">
      <PanelBody>
        {create.error ? <Notice tone="bad" title={errorSentence(create.error)} /> : null}
        {create.data ? (
          <Notice
            tone="ok"
            title="Copy the token now: it is not shown again."
            actions={<CopyButton value={create.data.token} what="token" />}
          >
            <Name>{create.data.token}</Name>
          </Notice>
        ) : null}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Group align="flex-end" mt="sm">
            <TextInput
              label="Used by"
              placeholder="deploy script"
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NumberInput label="Days" min={1} max={90} w={90} value={days} onChange={setDays} />
            <Button type="submit" loading={create.isPending}>
              Make a token
            </Button>
          </Group>
        </form>
      </PanelBody>
      <QueryFaces
        query={tokens}
        isEmpty={(list) => list.length === 0}
        empty={<PanelRow>No token yet. A script that starts pipelines needs one.</PanelRow>}
      >
        {(list) =>
          list.map((token) => (
            <PanelRow key={token.id}>
              <strong>{token.name}</strong>
              <span>
                ends <Until at={token.expiresAt} />, last used{' '}
                {token.lastUsedAt ? <Age at={token.lastUsedAt} isLong /> : 'never'}
              </span>
              <Button
                size="xs"
                variant="default"
                onClick={() => setEnding(token)}
                aria-label={`End the token ${token.name}`}
              >
                End it
              </Button>
            </PanelRow>
          ))
        }
      </QueryFaces>
      <ConfirmDialog
        isOpen={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={`End the token ${ending?.name ?? ''}?`}
        action="End it"
        isDestructive
        onConfirm={async () => {
          if (!ending) return;
          await call<typeof revokeApiTokenApi>('DELETE /me/tokens/{id}', { params: { id: ending.id } });
          await refresh();
        }}
      >
        <p>Whatever uses it is refused from now on. It cannot be brought back.</p>
      </ConfirmDialog>
    </Panel>
  );
}
