'use client';

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowsMaximize, IconRefresh } from '@tabler/icons-react';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { KeyValue } from '#components/ui/key-value.tsx';
import { LogView } from '#components/ui/log-view.tsx';

export function ServerGroupDetails({ logLines }: { logLines: readonly string[] }) {
  return (
    <>
      <Notice tone="bad" title="1 of 6 pods cannot start">
        Container <code>web</code> exits with code 1 after 2 s: <code>CHECKOUT_URL is not set</code>.
      </Notice>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Button leftSection={<IconArrowBackUp size={15} stroke={1.75} />}>Roll back to v011</Button>
        <Button variant="default" leftSection={<IconArrowsMaximize size={15} stroke={1.75} />}>
          Scale
        </Button>
        <Button variant="default" leftSection={<IconRefresh size={15} stroke={1.75} />}>
          Restart
        </Button>
      </div>
      <KeyValue
        entries={[
          { key: 'Status', value: <StatusChip status="crashLoop" /> },
          { key: 'Image', value: 'storefront:1.4.2', isMono: true, copy: 'storefront:1.4.2' },
        ]}
      />
      <LogView label="Log of web" lines={logLines.slice(0, 40)} height={160} />
    </>
  );
}
