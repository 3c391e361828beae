'use client';

import {
  Button,
  Checkbox,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { Panel, PanelBody } from '#components/ui/panel.tsx';
import { ProblemError } from '#lib/client/problem-error.ts';
import { manifestAfter, manifestBefore } from './samples.ts';

type Asking = 'none' | 'delete' | 'production';

export function ControlPieces() {
  const [asking, setAsking] = useState<Asking>('none');
  const close = () => setAsking('none');
  return (
    <>
      <Panel title="Buttons">
        <PanelBody>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            <Button>Save</Button>
            <Button variant="default">Scale</Button>
            <Button variant="subtle" color="gray">
              Open
            </Button>
            <Button variant="outline" color="red">
              Reject
            </Button>
            <Button color="red" onClick={() => setAsking('delete')}>
              Delete
            </Button>
            <Button variant="default" onClick={() => setAsking('production')}>
              Roll back production
            </Button>
            <Button disabled>Disabled</Button>
            <Button loading>Loading</Button>
            <Button
              variant="default"
              onClick={() =>
                notifications.show({ title: 'Saved', message: 'Revision 28 of Deploy to production.' })
              }
            >
              Say something
            </Button>
          </div>
        </PanelBody>
      </Panel>
      <Panel title="Fields">
        <PanelBody>
          <div
            style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: 16 }}
          >
            <TextInput label="Name" description="Letters, digits and hyphens." defaultValue="storefront" />
            <TextInput label="Image" error="This image does not exist." defaultValue="storefront:1.4.9" />
            <Select label="Account" data={['prod-eu', 'prod-us', 'staging']} defaultValue="prod-eu" />
            <MultiSelect
              label="Who may approve"
              data={['release-managers', 'sre', 'web']}
              defaultValue={['release-managers', 'sre']}
            />
            <NumberInput label="Approvals needed" defaultValue={2} />
            <Textarea
              label="Instructions"
              defaultValue="Check the error budget before you release."
              autosize
              minRows={2}
            />
            <Switch
              label="Not by the person who started it"
              description="Also covers whoever last edited this pipeline."
              defaultChecked
            />
            <Checkbox label="Delete what is left over" />
          </div>
        </PanelBody>
      </Panel>
      <Notice
        tone="bad"
        title="1 of 6 pods cannot start"
        actions={<Button size="xs">Roll back to v011</Button>}
      >
        Container <code>web</code> exits with code 1 after 2 s: <code>CHECKOUT_URL is not set</code>.
        Restarted 4 times in 6 min.
      </Notice>
      <Notice tone="wait" title="A freeze begins in 50 minutes">
        Deployments to production stop at 18:00.
      </Notice>
      <ConfirmDialog
        isOpen={asking === 'delete'}
        onClose={close}
        title="Delete storefront v010 in staging?"
        action="Delete"
        isDestructive
        onConfirm={async () => {
          throw new ProblemError({
            status: 409,
            title: 'Conflict',
            detail: 'storefront v010 still takes traffic. Disable it first.',
          });
        }}
      >
        The server group and its 2 pods go. Its pipeline runs stay.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'production'}
        onClose={close}
        title="Roll back storefront in prod-eu to v011?"
        action="Roll back"
        typedName="storefront"
        size="xl"
        onConfirm={async () => undefined}
      >
        <DiffView label="What would change" before={manifestAfter} after={manifestBefore} />
      </ConfirmDialog>
    </>
  );
}
