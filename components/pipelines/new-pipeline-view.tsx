'use client';

import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel, PanelBody } from '#components/ui/panel.tsx';
import { YamlEditor } from '#components/ui/yaml-editor.tsx';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { createPipelineApi } from '#lib/pipelines/api.ts';
import { newDocument, readImported } from './new-document.ts';

/** Names a new pipeline, or takes over one from Spinnaker; then its editor opens. */
export function NewPipelineView({ application }: { application: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const asked = useSearchParams().has('import');
  const [isImport, setIsImport] = useState(asked);
  const [text, setText] = useState('');
  const create = useMutation({
    mutationFn: () => {
      const definition = isImport ? readImported(text, name) : newDocument(name);
      return call<typeof createPipelineApi>('POST /applications/{application}/pipelines', {
        params: { application },
        body: { definition, message: isImport ? 'Imported' : 'Created' },
      });
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: keys.pipelines(application) });
      router.replace(places.pipeline(application, id));
    },
  });
  return (
    <>
      <PageHeader
        title="New pipeline"
        breadcrumbs={[
          { label: application, href: places.clusters(application) },
          { label: 'Pipelines', href: places.pipelines(application) },
        ]}
      />
      <PageBody>
        <Panel>
          <PanelBody>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                create.mutate();
              }}
            >
              <Stack gap="md" maw={760}>
                {create.error ? <Notice tone="bad" title={errorSentence(create.error)} /> : null}
                <TextInput
                  label="Name"
                  description={isImport ? 'Empty: the name in the document.' : undefined}
                  required={!isImport}
                  autoFocus
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
                <Switch
                  label="Import a Spinnaker pipeline"
                  description="Paste its JSON. Everything in it is kept, also what Foredeck does not know."
                  checked={isImport}
                  onChange={(event) => setIsImport(event.currentTarget.checked)}
                />
                {isImport ? (
                  <YamlEditor
                    label="Pipeline as JSON"
                    language="json"
                    value={text}
                    onChange={setText}
                    height="360px"
                  />
                ) : null}
                <Group>
                  <Button type="submit" loading={create.isPending}>
                    {isImport ? 'Import' : 'Create and draw'}
                  </Button>
                </Group>
              </Stack>
            </form>
          </PanelBody>
        </Panel>
      </PageBody>
    </>
  );
}
