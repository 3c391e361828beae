'use client';

import { Tooltip } from '@mantine/core';

/** A short text at an element that is being pointed at. Loaded when first something is. */
export function Tip({ label, target }: { label: string; target: HTMLElement | null }) {
  return <Tooltip opened withinPortal label={label} target={target} />;
}
