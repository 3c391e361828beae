'use client';

import { useState } from 'react';
import type { PipelineDocument } from '#components/pipeline-editor/document.ts';
import type { RevisionEntry, SaveOutcome, SaveRequest } from '#components/pipeline-editor/editor-props.ts';
import type { Lookups } from '#components/pipeline-editor/lookups.ts';
import { PipelineEditor } from '#components/pipeline-editor/pipeline-editor.tsx';
import { stageDescriptions } from '#lib/stages/descriptions.ts';
import { samplePipeline } from './sample-pipelines.ts';

const descriptions = Object.values(stageDescriptions);

const lookups: Lookups = {
  accounts: [{ name: 'staging' }, { name: 'production', isProduction: true }],
  applications: ['storefront', 'payments', 'catalog'],
  roles: ['release-managers', 'sre', 'storefront-team'],
  namespaces: async () => ['default', 'shop', 'shop-canary'],
  manifests: async () => ['deployment web', 'deployment worker', 'service web'],
  pipelines: async (application) => [
    { id: `${application}-smoke`, name: 'Smoke tests', parameters: [{ name: 'target', default: 'staging' }] },
    { id: `${application}-rollback`, name: 'Roll back' },
  ],
};

/** Keeps what is saved in memory; the message "conflict" plays somebody who saved first. */
export function EditorGallery({ sample, isLocked }: { sample: string; isLocked: boolean }) {
  const [start] = useState(() => samplePipeline(sample));
  const [store] = useState(() => memoryStore(start));
  return (
    <div style={{ height: '100dvh' }}>
      <PipelineEditor
        document={start}
        revision={27}
        descriptions={descriptions}
        lookups={lookups}
        onSave={store.save}
        loadRevisions={store.list}
        loadRevision={store.read}
        presence={[{ id: 'jk', name: 'Jana Kral' }]}
        onDryRun={() => undefined}
        trail={[
          { label: 'storefront', href: '/applications/storefront' },
          { label: 'Pipelines', href: '/applications/storefront/executions' },
        ]}
        readOnlyReason={isLocked ? 'Kept as code in shop/pipelines; change it there.' : undefined}
      />
    </div>
  );
}

function memoryStore(start: PipelineDocument) {
  const documents = new Map([
    [26, { ...start, description: 'An earlier text', limitConcurrent: false }],
    [27, start],
  ]);
  const entries: RevisionEntry[] = [
    {
      revision: 27,
      savedBy: 'Jana Kral',
      savedAt: Date.UTC(2026, 10, 20, 9, 12),
      message: 'Approve before production',
    },
    { revision: 26, savedBy: 'Mika Rand', savedAt: Date.UTC(2026, 10, 12, 15, 40) },
  ];
  const latest = () => Math.max(...documents.keys());
  const put = (document: PipelineDocument, savedBy: string, message: string) => {
    const revision = latest() + 1;
    documents.set(revision, document);
    entries.unshift({ revision, savedBy, savedAt: Date.now(), message });
    return revision;
  };
  return {
    save: async ({ document, baseRevision, message }: SaveRequest): Promise<SaveOutcome> => {
      if (message === 'conflict' && baseRevision === 27) {
        const stored = documents.get(latest()) ?? {};
        put({ ...stored, name: 'Deploy everywhere', limitConcurrent: true }, 'Jana Kral', 'Renamed');
      }
      if (message === 'refuse') return { status: 'refused', message: 'Deployments are frozen until Monday.' };
      const theirs = documents.get(latest()) ?? {};
      if (baseRevision !== latest()) {
        return { status: 'conflict', theirs, revision: latest(), savedBy: 'Jana Kral', savedAt: Date.now() };
      }
      const saved = { ...document, updateTs: String(Date.now()) };
      return { status: 'saved', document: saved, revision: put(saved, 'You', message) };
    },
    list: async () => [...entries],
    read: async (revision: number) => documents.get(revision) ?? {},
  };
}
