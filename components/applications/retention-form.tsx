'use client';

import { Button, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { call } from '#lib/client/call.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { saveRetentionApi } from '#lib/executions/api.ts';
import type { Retention } from '#lib/executions/schema.ts';
import classes from './config.module.css';
import { ConfigSection } from './config-section.tsx';

/** How long an application keeps its finished runs. */
export function RetentionPanel({ application, mayWrite }: { application: string; mayWrite: boolean }) {
  const query = useQuery(executionQueries.retention(application));
  return (
    <Panel title="History">
      <QueryFaces query={query}>
        {(retention) => (
          <RetentionForm
            key={`${retention.days} ${retention.keepLatest}`}
            application={application}
            retention={retention}
            mayWrite={mayWrite}
          />
        )}
      </QueryFaces>
    </Panel>
  );
}

function RetentionForm({
  application,
  retention,
  mayWrite,
}: {
  application: string;
  retention: Retention;
  mayWrite: boolean;
}) {
  const client = useQueryClient();
  const [days, setDays] = useState<number | string>(retention.days);
  const [keepLatest, setKeepLatest] = useState<number | string>(retention.keepLatest);
  const save = useMutation({
    mutationFn: () =>
      call<typeof saveRetentionApi>('PUT /applications/{application}/retention', {
        params: { application },
        body: { days: Number(days), keepLatest: Number(keepLatest) },
      }),
    onSuccess: (saved) => {
      client.setQueryData(executionQueries.retention(application).queryKey, saved);
      notifications.show({ message: `${application} keeps its runs for ${saved.days} days.` });
    },
  });
  const isUntouched = Number(days) === retention.days && Number(keepLatest) === retention.keepLatest;
  const isComplete = days !== '' && keepLatest !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <ConfigSection
        title="Finished runs"
        about={
          retention.isDefault
            ? 'Older runs are deleted. These are the defaults; this application says nothing of its own.'
            : `Older runs are deleted. Set by ${retention.updatedBy ?? 'somebody'}.`
        }
      >
        {save.error ? <Notice tone="bad" title={errorSentence(save.error)} /> : null}
        <div className={classes.pair}>
          <NumberInput
            label="Days"
            description="How long a run stays after its end."
            min={1}
            max={3650}
            allowDecimal={false}
            disabled={!mayWrite}
            value={days}
            onChange={setDays}
          />
          <NumberInput
            label="Always keep"
            description="The newest of each pipeline, whatever their age."
            min={0}
            max={1000}
            allowDecimal={false}
            disabled={!mayWrite}
            value={keepLatest}
            onChange={setKeepLatest}
          />
        </div>
        {mayWrite ? (
          <div>
            <Button type="submit" loading={save.isPending} disabled={isUntouched || !isComplete}>
              Save
            </Button>
          </div>
        ) : null}
      </ConfigSection>
    </form>
  );
}
