'use client';

import { Autocomplete, Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { updateApplicationApi } from '#lib/applications/api.ts';
import type { Application } from '#lib/applications/schema.ts';
import { call } from '#lib/client/call.ts';
import { ProblemError } from '#lib/client/problem-error.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { keys } from '#lib/client/query-keys.ts';
import classes from './config.module.css';
import { ConfigSection } from './config-section.tsx';
import { toSaved, valuesOf } from './config-values.ts';
import { LinksFields } from './links-fields.tsx';
import { PermissionsFields } from './permissions-fields.tsx';

/**
 * The settings of an application. What is typed is kept while somebody else saves; saving over theirs is refused, and
 * theirs can be taken up.
 */
export function ConfigForm({ application }: { application: Application }) {
  const client = useQueryClient();
  const teams = useQuery(administrationQueries.teams()).data?.map((team) => team.name) ?? [];
  const [base, setBase] = useState(application);
  const form = useForm({ initialValues: valuesOf(application) });
  const { name } = application;
  const isReadOnly = !application.may.write;

  function takeUp(saved: Application) {
    form.setInitialValues(valuesOf(saved));
    form.setValues(valuesOf(saved));
    form.clearErrors();
    setBase(saved);
  }
  const isBehind = application.version > base.version;
  const isUntouched = !form.isDirty();
  useEffect(() => {
    if (isBehind && isUntouched) takeUp(application);
  });

  const save = useMutation({
    mutationFn: () =>
      call<typeof updateApplicationApi>('PUT /applications/{application}', {
        params: { application: name },
        body: toSaved(form.values),
        ifMatch: base.version,
      }),
    onSuccess: async (saved) => {
      takeUp(saved);
      client.setQueryData(keys.application(name), saved);
      await client.invalidateQueries({ queryKey: keys.applications() });
      notifications.show({ message: `The settings of ${name} are saved.` });
    },
    onError: (error) => {
      if (error instanceof ProblemError)
        for (const { field, message } of error.errors)
          form.setFieldError(field.replace('permissions.', ''), message);
    },
  });

  return (
    <Panel title="Application">
      <form className={classes.form} onSubmit={form.onSubmit(() => save.mutate())}>
        <fieldset disabled={isReadOnly} style={{ all: 'unset', display: 'block' }}>
          <ConfigSection title="What it is" about="How it is shown, and whom to ask about it.">
            {isReadOnly ? (
              <Notice
                tone="idle"
                title={`You may look at this, but not change it: that needs WRITE on ${name}.`}
              />
            ) : null}
            {isBehind && !isUntouched ? (
              <Notice
                tone="wait"
                title="Somebody saved other settings in the meantime"
                actions={
                  <Button size="xs" variant="default" onClick={() => takeUp(application)}>
                    Load theirs
                  </Button>
                }
              >
                What you typed is still here; loading theirs replaces it.
              </Notice>
            ) : null}
            {save.error ? <Notice tone="bad" title={errorSentence(save.error)} /> : null}
            <TextInput label="Shown as" {...form.getInputProps('displayName')} />
            <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
            <div className={classes.pair}>
              <TextInput label="Owner's e-mail" {...form.getInputProps('email')} />
              <Autocomplete label="Team" data={teams} {...form.getInputProps('team')} />
            </div>
          </ConfigSection>
          <ConfigSection
            title="Links"
            about="Dashboards, code, chat. They stand in the application's header."
          >
            <LinksFields links={form.values.links} form={form} isReadOnly={isReadOnly} />
          </ConfigSection>
          <ConfigSection
            title="Permissions"
            about="Teams that may do something here. All empty: open to everybody who is signed in."
          >
            <PermissionsFields form={form} />
          </ConfigSection>
        </fieldset>
        {isReadOnly ? null : (
          <div className={classes.end}>
            <Button type="submit" loading={save.isPending} disabled={isUntouched}>
              Save
            </Button>
            {isUntouched ? (
              'Nothing to save.'
            ) : (
              <Button
                variant="default"
                onClick={() => {
                  form.reset();
                  save.reset();
                }}
              >
                Discard
              </Button>
            )}
          </div>
        )}
      </form>
    </Panel>
  );
}
