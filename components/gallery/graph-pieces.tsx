'use client';

import { useState } from 'react';
import type { GraphStage } from '#components/graph/model.ts';
import { PipelineGraph } from '#components/graph/pipeline-graph.tsx';
import { StageTable } from '#components/graph/stage-table.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { editStages, manyStages, type Samples } from './samples.ts';

export function GraphPieces({ samples }: { samples: Samples }) {
  const { runStages, mixedStages } = samples;
  return (
    <>
      <Sample title="A run that waits" stages={runStages} height={280} start={['approve']} hasTable />
      <Sample title="Every kind of end" stages={mixedStages} height={280} start={[]} />
      <EditSample />
      <Sample title="500 stages" stages={manyStages} height={380} start={['205']} />
    </>
  );
}

interface SampleProps {
  title: string;
  stages: GraphStage[];
  height: number;
  start: string[];
  hasTable?: boolean;
}

function Sample({ title, stages, height, start, hasTable }: SampleProps) {
  const [selected, setSelected] = useState(start);
  return (
    <Panel title={title}>
      <div style={{ height }}>
        <PipelineGraph label={title} stages={stages} selected={selected} onSelect={setSelected} />
      </div>
      {hasTable ? (
        <StageTable
          label={`${title}, as a table`}
          stages={stages}
          selected={selected}
          onSelect={setSelected}
        />
      ) : null}
    </Panel>
  );
}

function EditSample() {
  const [stages, setStages] = useState(editStages);
  const [selected, setSelected] = useState(['5']);
  const change = (target: string, requisites: (before: readonly string[]) => string[]) =>
    setStages((all) =>
      all.map((each) =>
        each.refId === target ? { ...each, requisites: requisites(each.requisites) } : each,
      ),
    );
  return (
    <Panel title="Editing">
      <div style={{ height: 360 }}>
        <PipelineGraph
          label="Deploy to production"
          stages={stages}
          selected={selected}
          onSelect={setSelected}
          hasMinimap
          editing={{
            onConnect: (source, target) => change(target, (before) => [...before, source]),
            onDisconnect: (source, target) =>
              change(target, (before) => before.filter((id) => id !== source)),
            onInsert: (source, target) => {
              const refId = String(Date.now());
              setStages((all) => [
                ...all.map((each) =>
                  each.refId === target
                    ? { ...each, requisites: each.requisites.map((id) => (id === source ? refId : id)) }
                    : each,
                ),
                { refId, name: 'Wait', type: 'wait', requisites: [source], subtitle: '30 s' },
              ]);
            },
            onDelete: (refIds) => setStages((all) => all.filter((each) => !refIds.includes(each.refId))),
          }}
        />
      </div>
    </Panel>
  );
}
