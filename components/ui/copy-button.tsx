'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Copies a text; the icon confirms. `what` names it: "Copy image". */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const label = clipboard.copied ? 'Copied' : `Copy ${what}`;
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} onClick={() => clipboard.copy(value)}>
        {clipboard.copied ? (
          <IconCheck size={14} stroke={2} color="var(--fd-ok)" aria-hidden />
        ) : (
          <IconCopy size={14} stroke={1.75} aria-hidden />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
