'use client';

import { Button, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { places } from '#components/layout/places.ts';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { call } from '#lib/client/call.ts';
import { ProblemError } from '#lib/client/problem-error.ts';
import { pipelineQueries } from '#lib/client/queries/pipelines.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { startPipelineApi } from '#lib/executions/api.ts';
import {
  fillParameters,
  isShown,
  type ParameterDefinition,
  parsePipeline,
} from '#lib/pipelines/definition/index.ts';
import type { Pipeline, PipelineDocument } from '#lib/pipelines/schema.ts';

interface Props {
  isOpen: boolean;
  onClose: () => void;
  pipelineId: string;
  name: string;
  application: string;
  /** Rehearse this document, which is not saved, in place of the saved one. */
  draft?: PipelineDocument | undefined;
}

/** Asks for what a run needs (parameters), then shows the run. A double click starts it once. */
export function StartDialog({ isOpen, onClose, pipelineId, name, application, draft }: Props) {
  const pipeline = useQuery({ ...pipelineQueries.one(pipelineId), enabled: isOpen });
  return (
    <Modal opened={isOpen} onClose={onClose} title={draft ? `Dry run of ${name}` : `Start ${name}`}>
      {isOpen ? (
        <QueryFaces query={pipeline}>
          {(data) => <StartForm pipeline={data} draft={draft} application={application} onClose={onClose} />}
        </QueryFaces>
      ) : null}
    </Modal>
  );
}

function StartForm({
  pipeline,
  draft,
  application,
  onClose,
}: {
  pipeline: Pipeline;
  draft: PipelineDocument | undefined;
  application: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const definition = draft ?? pipeline.definition;
  const isUnsaved = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(pipeline.definition);
  const { parameters } = useMemo(() => parsePipeline(definition), [definition]);
  const [values, setValues] = useState(() => fillParameters(parameters, {}));
  const [isDryRun, setIsDryRun] = useState(draft !== undefined);
  const [correlationId, setCorrelationId] = useState(() => crypto.randomUUID());
  const start = useMutation({
    mutationFn: () =>
      call<typeof startPipelineApi>('POST /pipelines/{id}/executions', {
        params: { id: pipeline.id },
        body: { parameters: values, isDryRun, correlationId, ...(isUnsaved ? { draft } : {}) },
      }),
    onSuccess: async ({ executionId }) => {
      void client.invalidateQueries({ queryKey: keys.executions(application) });
      onClose();
      const href = places.execution(application, executionId);
      // What is not saved must not be left behind for a look at what it would do.
      if (isUnsaved) window.open(href, '_blank', 'noopener');
      else router.push(href);
    },
    onError: (error) => {
      // That start is over, and kept as a run that failed: the next try is another one.
      if (failedRunOf(error)) setCorrelationId(crypto.randomUUID());
    },
  });
  const failedRun = failedRunOf(start.error);
  const faults = start.error instanceof ProblemError ? start.error.errors : [];
  const faultOf = (parameter: ParameterDefinition) =>
    faults.find(({ field }) => field === `parameters.${parameter.name}`)?.message;
  const shown = parameters.filter((parameter) => isShown(parameter, values));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Stack gap="sm">
        {start.error && faults.length === 0 ? (
          <Notice
            tone="bad"
            title={errorSentence(start.error)}
            actions={
              failedRun ? (
                <Button
                  component={Link}
                  href={places.execution(application, failedRun)}
                  size="compact-sm"
                  variant="default"
                >
                  Look at the run
                </Button>
              ) : null
            }
          />
        ) : null}
        {shown.length === 0 ? <span>It asks for nothing.</span> : null}
        {shown.map((parameter, index) => {
          const common = {
            label: parameter.label,
            description: parameter.description || undefined,
            required: parameter.required,
            error: faultOf(parameter),
            value: String(values[parameter.name] ?? ''),
            'data-autofocus': index === 0 || undefined,
          };
          const set = (value: string) => setValues({ ...values, [parameter.name]: value });
          return parameter.options.length > 0 ? (
            <Select
              key={parameter.name}
              {...common}
              data={[...new Set(parameter.options)]}
              allowDeselect={false}
              searchable
              onChange={(value) => set(value ?? '')}
            />
          ) : (
            <TextInput
              key={parameter.name}
              {...common}
              type={parameter.isDate ? 'date' : 'text'}
              onChange={(event) => set(event.currentTarget.value)}
            />
          );
        })}
        {draft ? (
          <span>
            Plans every stage{isUnsaved ? ' as it stands here, saved or not,' : ''} and shows what would
            change. Nothing is changed.{isUnsaved ? ' It opens in a tab of its own.' : ''}
          </span>
        ) : (
          <Switch
            label="Dry run"
            description="Plans every stage and shows what would change. Nothing is changed."
            checked={isDryRun}
            onChange={(event) => setIsDryRun(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={start.isPending}>
            {isDryRun ? 'Start dry run' : 'Start'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The run that a start which could not be prepared left behind. */
function failedRunOf(error: unknown): string | undefined {
  const executionId = error instanceof ProblemError ? error.extensions.executionId : undefined;
  return typeof executionId === 'string' ? executionId : undefined;
}
