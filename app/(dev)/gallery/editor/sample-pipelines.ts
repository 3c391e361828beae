import type { PipelineDocument } from '#components/pipeline-editor/document.ts';

const MANIFESTS = [
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas: '${parameters.replicas}' },
  },
];

const DRAWING: PipelineDocument = {
  id: 'a0c6',
  name: 'Deploy to production',
  application: 'storefront',
  limitConcurrent: true,
  spelEvaluator: 'v4',
  triggers: [
    { type: 'git', enabled: true, source: 'github', project: 'shop', slug: 'web', branch: 'main' },
    { type: 'docker', enabled: true, account: 'ghcr', repository: 'shop/web', registry: 'ghcr.io' },
  ],
  parameterConfig: [
    {
      name: 'region',
      label: 'Region',
      default: 'eu',
      hasOptions: true,
      options: [{ value: 'eu' }, { value: 'us' }],
    },
    { name: 'replicas', default: '3' },
    { name: 'ticket', required: true },
  ],
  stages: [
    {
      type: 'bakeManifest',
      name: 'Bake chart',
      refId: '1',
      requisiteStageRefIds: [],
      templateRenderer: 'HELM3',
      outputName: 'web',
    },
    {
      type: 'deployManifest',
      name: 'Deploy staging',
      refId: '2',
      requisiteStageRefIds: ['1'],
      account: 'staging',
      source: 'text',
      manifests: MANIFESTS,
    },
    {
      type: 'deployManifest',
      name: 'Smoke tests',
      refId: '3',
      requisiteStageRefIds: ['2'],
      account: 'staging-2',
      source: 'text',
      manifests: MANIFESTS,
    },
    {
      type: 'kayentaCanary',
      name: 'Compare',
      refId: '4',
      requisiteStageRefIds: ['2'],
      analysisType: 'realTime',
    },
    {
      type: 'manualJudgment',
      name: 'Approve',
      refId: '5',
      requisiteStageRefIds: ['3', '4'],
      instructions: 'Check the error budget before you release.',
      selectedStageRoles: ['release-managers', 'sre'],
      judgmentInputs: [{ value: 'All regions' }, { value: 'Europe first' }],
    },
  ],
};

/** Pipelines to look at: as drawn, none, one, sixty, two hundred stages, names as long as Kubernetes admits. */
export function samplePipeline(name: string): PipelineDocument {
  const base = { name: 'Sample', application: 'storefront' };
  const count = Number(name);
  if (name === 'drawing') return DRAWING;
  if (name === 'long')
    return {
      ...base,
      name: LONG,
      stages: grid(6).map((stage) => ({ ...stage, name: `${LONG.slice(0, 61)}-${stage.refId}` })),
    };
  return { ...base, stages: Number.isFinite(count) ? grid(count) : [] };
}

const LONG = 'a-very-long-name-that-fills-all-sixty-three-characters-of-label';

function grid(
  count: number,
): { type: string; name: string; refId: string; requisiteStageRefIds: string[]; waitTime: number }[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'wait',
    name: `Wait ${index + 1}`,
    refId: String(index + 1),
    requisiteStageRefIds:
      index < 5 ? [] : [String(index - 4), ...(index % 7 === 0 ? [String(index - 3)] : [])],
    waitTime: 30 + index,
  }));
}
