'use client';

import { Button } from '@mantine/core';
import { IconHandStop, IconPencil, IconPlayerPlay, IconRoute } from '@tabler/icons-react';
import { Age, Duration } from '#components/status/age.tsx';
import { FreshnessChip } from '#components/status/freshness-chip.tsx';
import { PodLegend, PodSquares } from '#components/status/pod-squares.tsx';
import { StageBar } from '#components/status/stage-bar.tsx';
import { Chip, StatusChip, StatusDot, StatusTile } from '#components/status/status-chip.tsx';
import { statusTable } from '#components/status/status-table.ts';
import { Panel, PanelBody, PanelRow } from '#components/ui/panel.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { pods, type Samples } from './samples.ts';

export function StatusPieces({ samples }: { samples: Samples }) {
  const { bars, now } = samples;
  return (
    <>
      <Panel
        title={
          <>
            <IconRoute size={16} stroke={1.75} aria-hidden /> Deploy to production
          </>
        }
        note="on image storefront · manual"
        actions={
          <>
            <Button size="xs" variant="subtle" color="gray" leftSection={<IconPencil size={14} />}>
              Edit
            </Button>
            <Button size="xs" variant="default" leftSection={<IconPlayerPlay size={14} />}>
              Start
            </Button>
          </>
        }
      >
        {bars.map((bar) => (
          <PanelRow key={bar.id}>
            <Tag isMono>{bar.id}</Tag>
            <span style={{ width: 170 }}>
              <StatusChip status={bar.status} />
            </span>
            <StageBar stages={bar.stages} onOpen={() => undefined} />
            <Duration startTime={bar.stages[0]?.startTime} endTime={bar.stages.at(-1)?.endTime} />
            <Tag isMono>1.4.2</Tag>
            <span style={{ marginInlineStart: 'auto', color: 'var(--fd-muted)' }}>
              <Age at={now - 240_000} isLong />
            </span>
          </PanelRow>
        ))}
      </Panel>
      <Panel
        title="storefront"
        note="deployment"
        actions={
          <>
            traffic <Tag>100 %</Tag>
          </>
        }
      >
        <PanelRow isSelected>
          <Tag isMono>v012</Tag>
          <StatusChip status="degraded" />
          <PodSquares pods={pods(4, 1, 1)} onOpen={() => undefined} />
        </PanelRow>
        <PanelRow>
          <Tag isMono>v011</Tag>
          <StatusChip status="healthy" />
          <PodSquares pods={pods(18, 2, 1, 2)} />
        </PanelRow>
        <PanelRow>
          <Tag isMono>v010</Tag>
          <StatusChip status="healthy" />
          <PodSquares pods={pods(1180, 24, 3)} />
        </PanelRow>
        <PanelBody>
          <PodLegend />
        </PanelBody>
      </Panel>
      <Panel title="Every status" note="one table: word, icon, color">
        <PanelBody>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            {Object.keys(statusTable).map((status) => (
              <StatusChip key={status} status={status} />
            ))}
            <Chip tone="wait">
              <IconHandStop size={14} aria-hidden />1 of 2 approvals
            </Chip>
            <Chip tone="run">3</Chip>
          </div>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginTop: 14, alignItems: 'center' }}>
            <StatusTile status="WAITING" />
            <StatusTile status="SUCCEEDED" />
            <StatusDot status="healthy" />
            <StatusDot status="failing" />
            <StatusDot status="RUNNING" />
            <FreshnessChip freshness={{ state: 'live' }} />
            <FreshnessChip freshness={{ state: 'reconnecting', sinceMs: now }} />
            <FreshnessChip freshness={{ state: 'stale', sinceMs: now - 90_000 }} />
          </div>
        </PanelBody>
      </Panel>
    </>
  );
}
