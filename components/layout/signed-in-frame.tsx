'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { ConsoleFrame } from './console-frame.tsx';
import type { ConsoleNotice } from './notices.ts';
import { places } from './places.ts';
import { usePaletteSources } from './use-palette-sources.ts';
import type { Viewer } from './viewer.ts';

const FAILED_WITHIN_MS = 24 * 3_600_000;

/** The frame with what it shows of the signed-in person: approvals that wait, stars, failures of their runs. */
export function SignedInFrame({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const applications = useQuery(applicationQueries.list());
  const approvals = useQuery(executionQueries.approvals());
  const failed = useQuery(executionQueries.everywhere({ statuses: 'TERMINAL', limit: 20 }));
  const mine = (approvals.data ?? []).filter((approval) => approval.obstacle === null);
  const starred = (applications.data ?? [])
    .filter((application) => application.starred)
    .map(({ name }) => name);
  const notices = useMemo((): ConsoleNotice[] => {
    const waiting = mine.map((approval) => ({
      id: approval.stageId,
      status: 'WAITING',
      title: `${approval.pipeline}: ${approval.stage}`,
      detail: approval.application,
      href: places.execution(approval.application, approval.executionId, approval.stageId),
      at: approval.waitingSince,
    }));
    const since = Date.now() - FAILED_WITHIN_MS;
    const failures = (failed.data?.executions ?? [])
      .filter((run) => run.user === viewer.username && (run.endTime ?? 0) > since)
      .map((run) => ({
        id: run.id,
        status: run.status,
        title: `${run.name} failed`,
        detail: run.error ?? run.application,
        href: places.execution(run.application, run.id),
        at: run.endTime ?? run.buildTime,
      }));
    return [...waiting, ...failures];
  }, [mine, failed.data, viewer.username]);
  return (
    <ConsoleFrame
      viewer={viewer}
      approvals={mine.length}
      starred={starred}
      notices={notices}
      sources={usePaletteSources()}
    >
      {children}
    </ConsoleFrame>
  );
}
