'use client';

import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowsDiagonal, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState, Notice } from '#components/ui/error-state.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { withoutFileNames } from '#components/ui/without-file-names.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { DeploymentPreview } from '#lib/executions/schema.ts';
import classes from './execution.module.css';

/** What an approval lets happen: for each deploy behind it the difference to what runs now. */
export function DeploymentPreviews({ executionId, stageId }: { executionId: string; stageId: string }) {
  const query = useQuery(executionQueries.preview(executionId, stageId));
  if (query.error && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <div className={classes.box}>
        <div className={classes.boxBody}>
          <TextSkeleton lines={5} label="Asking the clusters what would change" />
        </div>
      </div>
    );
  const { deployments } = query.data;
  if (deployments.length === 0)
    return <span className={classes.muted}>No deploy follows directly on this decision.</span>;
  return deployments.map((deployment) => <Deployment key={deployment.stageId} deployment={deployment} />);
}

function Deployment({ deployment }: { deployment: DeploymentPreview }) {
  const [isOpen, full] = useDisclosure(false);
  const { counts, problems, stage, account } = deployment;
  const changed = deployment.manifests.filter(({ change }) => change !== 'unchanged');
  const title = `What would change${account ? ` in ${account}` : ''}`;
  return (
    <section className={classes.box} aria-label={`${title} (${stage})`}>
      <div className={classes.boxBody}>
        <h3 className={classes.sectionTitle}>{title}</h3>
        {counts ? (
          <div className={classes.counts}>
            <span data-none={counts.changed === 0 || undefined}>
              <IconPencil size={13} aria-hidden /> {counts.changed} changed
            </span>
            <span data-none={counts.created === 0 || undefined}>
              <IconPlus size={13} aria-hidden /> {counts.created} new
            </span>
            <span data-none={counts.removed === 0 || undefined}>
              <IconMinus size={13} aria-hidden /> {counts.removed} removed
            </span>
          </div>
        ) : null}
        {problems.map((problem) => (
          <Notice key={problem} tone="wait" title={`${stage}: ${problem}`} />
        ))}
        {counts && changed.length === 0 ? (
          <span className={classes.muted}>
            Nothing: all {deployment.manifests.length} objects are already so.
          </span>
        ) : null}
        <Diffs manifests={changed} maxHeight={220} />
        {deployment.afterwards.map((step) => (
          <span key={step} className={classes.muted}>
            Then, once it is stable: {step}.
          </span>
        ))}
        {changed.length > 0 ? (
          <div>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowsDiagonal size={14} aria-hidden />}
              onClick={full.open}
            >
              Open full diff
            </Button>
          </div>
        ) : null}
      </div>
      <Modal opened={isOpen} onClose={full.close} size="min(1100px, 94vw)" title={`${title}: ${stage}`}>
        <div className={classes.section}>
          <Diffs manifests={changed} />
        </div>
      </Modal>
    </section>
  );
}

function Diffs({ manifests, maxHeight }: { manifests: DeploymentPreview['manifests']; maxHeight?: number }) {
  return manifests.map(({ manifestName, change, diff }) => (
    <div key={manifestName} className={classes.diff}>
      <span className={classes.diffName}>
        {manifestName} {change === 'created' ? <Tag tone="ok">new</Tag> : null}
      </span>
      <DiffView
        label={`Difference of ${manifestName}`}
        diff={withoutFileNames(diff)}
        {...(maxHeight ? { maxHeight } : {})}
      />
    </div>
  ));
}
