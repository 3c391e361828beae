import { podinfo } from './podinfo.ts';

export const exampleTeams = [
  { name: 'web', description: 'Builds and runs the web front end.' },
  { name: 'release-managers', description: 'Decides what goes to production.' },
] as const;

export const exampleApplications = [
  {
    name: 'podinfo',
    displayName: 'podinfo',
    description: 'A small web service, made for trying things out.',
    team: 'web',
  },
  {
    name: 'podinfo-worker',
    displayName: 'podinfo worker',
    description: 'The same service as a background worker, with a pipeline of its own.',
    team: 'web',
  },
] as const;

const version = {
  name: 'version',
  label: 'Version',
  description: 'The tag of the podinfo image. Try one that does not exist, such as 6.9.9-does-not-exist.',
  default: '6.9.2',
  required: true,
  pinned: true,
};

/** Staging first, then a person decides, then production: the shape of most pipelines. */
export const deployPipeline = {
  name: 'Deploy to production',
  description: 'Deploys to staging, asks, then deploys to production.',
  limitConcurrent: true,
  keepWaitingPipelines: false,
  spelEvaluator: 'v4',
  parameterConfig: [version],
  triggers: [],
  stages: [
    deploy({ refId: '1', name: 'Deploy staging', account: 'staging', after: [], replicas: 2 }),
    {
      refId: '2',
      requisiteStageRefIds: ['1'],
      type: 'manualJudgment',
      name: 'Approve',
      instructions: 'Look at staging. Shall **podinfo ${parameters.version}** go to production?',
      judgmentInputs: [],
      failPipeline: true,
    },
    deploy({ refId: '3', name: 'Deploy production', account: 'production', after: ['2'], replicas: 4 }),
  ],
};

export const workerPipeline = {
  name: 'Deploy to staging',
  description: 'Deploys to staging after a short wait.',
  limitConcurrent: true,
  keepWaitingPipelines: false,
  spelEvaluator: 'v4',
  parameterConfig: [version],
  triggers: [],
  stages: [
    { refId: '1', requisiteStageRefIds: [], type: 'wait', name: 'Settle', waitTime: 3 },
    deploy({
      refId: '2',
      name: 'Deploy staging',
      account: 'staging',
      after: ['1'],
      replicas: 1,
      app: 'podinfo-worker',
    }),
  ],
};

function deploy(options: {
  refId: string;
  name: string;
  account: string;
  after: string[];
  replicas: number;
  app?: string;
}) {
  const app = options.app ?? 'podinfo';
  return {
    refId: options.refId,
    requisiteStageRefIds: options.after,
    type: 'deployManifest',
    name: options.name,
    account: options.account,
    cloudProvider: 'kubernetes',
    source: 'text',
    moniker: { app },
    namespaceOverride: options.account,
    skipExpressionEvaluation: false,
    trafficManagement: { enabled: false, options: { enableTraffic: false, services: [] } },
    manifests: podinfo({ app, replicas: options.replicas, message: `Hello from ${options.account}` }),
  };
}
