'use client';

import {
  IconAdjustments,
  IconClock,
  IconHourglass,
  IconPackage,
  IconPlayerPause,
  IconPlayerStop,
  IconSubtask,
  IconUser,
} from '@tabler/icons-react';
import Link from 'next/link';
import { places } from '#components/layout/places.ts';
import { Age, Duration } from '#components/status/age.tsx';
import { Fact } from '#components/ui/page-header.tsx';
import { Name } from '#components/ui/tag.tsx';
import type { ExecutionDetail } from '#lib/executions/schema.ts';

/** Who started the run, with what, how long it takes, and what holds or ended it. */
export function RunFacts({ run }: { run: ExecutionDetail }) {
  const inputs = inputsOf(run.parameters);
  const artifacts = run.artifacts.map(nameOfArtifact).filter((name) => name !== '');
  return (
    <>
      <Fact icon={<IconUser size={14} aria-hidden />}>
        Started by {run.user}
        {run.triggerType === 'manual' ? '' : ` (${run.triggerType})`}, <Age at={run.buildTime} isLong />
      </Fact>
      {artifacts.length > 0 ? (
        <Fact icon={<IconPackage size={14} aria-hidden />}>
          <Name>{artifacts.join(' ')}</Name>
        </Fact>
      ) : null}
      {inputs ? (
        <Fact icon={<IconAdjustments size={14} aria-hidden />}>
          <Name>{inputs}</Name>
        </Fact>
      ) : null}
      {run.startTime === null ? null : (
        <Fact icon={<IconClock size={14} aria-hidden />}>
          <Duration startTime={run.startTime} endTime={run.endTime} />
        </Fact>
      )}
      {run.parentExecutionId ? (
        <Fact icon={<IconSubtask size={14} aria-hidden />}>
          <Link href={places.execution(run.application, run.parentExecutionId)}>Started by another run</Link>
        </Fact>
      ) : null}
      {run.paused ? (
        <Fact icon={<IconPlayerPause size={14} aria-hidden />}>
          Paused by {run.paused.by}, <Age at={run.paused.at} isLong />
        </Fact>
      ) : null}
      {run.canceledBy || run.cancellationReason ? (
        <Fact icon={<IconPlayerStop size={14} aria-hidden />}>
          {[run.canceledBy && `Canceled by ${run.canceledBy}`, run.cancellationReason]
            .filter(Boolean)
            .join(': ')}
        </Fact>
      ) : null}
      {run.isQueued ? (
        <Fact icon={<IconHourglass size={14} aria-hidden />}>
          {run.queue
            ? `No. ${run.queue.position} in the queue. ${run.queue.reason}`
            : 'Waits until another run of this pipeline ends'}
        </Fact>
      ) : null}
    </>
  );
}

/** "region=eu version=6.9.2" */
export function inputsOf(parameters: Record<string, unknown>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' ');
}

/** The shortest form that names it: an image, else name and version. */
function nameOfArtifact({ reference, name, version }: Record<string, unknown>): string {
  if (typeof reference === 'string' && reference !== '' && !reference.includes('\n')) return reference;
  if (typeof name !== 'string') return '';
  return typeof version === 'string' && version !== '' ? `${name}:${version}` : name;
}
