import type { GraphStage } from '#components/graph/model.ts';
import type { PodHealth } from '#components/status/group-pods.ts';
import type { BarStage } from '#components/status/stage-bar-segments.ts';

const second = 1000;
const minute = 60 * second;

/** Every sample that has a time, as of `now`: given by the server, so that both draw the same. */
export function samplesAt(now: number) {
  const begun = now - 4 * minute - 12 * second;
  return {
    now,
    runStages: runStages(begun),
    mixedStages: mixedStages(begun),
    bars: bars(begun, now),
    applications: applications(now),
    logLines: logLines(begun),
  };
}

export type Samples = ReturnType<typeof samplesAt>;

/** A run that waits for approval, as drawn. */
const runStages = (begun: number): GraphStage[] => [
  stage(begun, 'bake', 'Bake chart', 'bakeManifest', [], 'SUCCEEDED', 'helm', 0, 8),
  stage(begun, 'staging', 'Deploy staging', 'deployManifest', ['bake'], 'SUCCEEDED', '2 objects', 8, 39),
  stage(begun, 'smoke', 'Smoke tests', 'runJobManifest', ['staging'], 'SUCCEEDED', 'job', 39, 87),
  stage(begun, 'compare', 'Compare metrics', 'canary', ['staging'], 'SUCCEEDED', 'score 96', 39, 161),
  stage(
    begun,
    'approve',
    'Approve',
    'manualJudgment',
    ['smoke', 'compare'],
    'WAITING',
    '1 of 2',
    161,
    undefined,
  ),
  stage(begun, 'production', 'Deploy production', 'deployManifest', ['approve'], 'NOT_STARTED', 'prod-eu'),
  stage(begun, 'verify', 'Verify', 'runJobManifest', ['production'], 'NOT_STARTED', 'job'),
];

/** A run with every kind of end, for the colors. */
const mixedStages = (begun: number): GraphStage[] => [
  stage(begun, 'a', 'Find image', 'findArtifactsFromResource', [], 'SUCCEEDED', 'storefront', 0, 2),
  stage(begun, 'b', 'Deploy eu', 'deployManifest', ['a'], 'RUNNING', '4 of 6 ready', 2, undefined),
  stage(begun, 'c', 'Deploy us', 'deployManifest', ['a'], 'TERMINAL', 'image missing', 2, 40),
  stage(begun, 'd', 'Notify', 'webhook', ['a'], 'FAILED_CONTINUE', 'HTTP 503', 2, 6),
  stage(begun, 'e', 'Load test', 'runJobManifest', ['b'], 'NOT_STARTED', 'job'),
  stage(
    begun,
    'f',
    'Clean up a very long name that has to be cut',
    'deleteManifest',
    ['c', 'd'],
    'CANCELED',
    '3 objects',
  ),
];

/** A definition being edited: no status, one problem. */
export const editStages: GraphStage[] = [
  { refId: '1', name: 'Bake chart', type: 'bakeManifest', requisites: [], subtitle: 'helm shop/web' },
  { refId: '2', name: 'Deploy staging', type: 'deployManifest', requisites: ['1'], subtitle: '2 objects' },
  {
    refId: '3',
    name: 'Smoke tests',
    type: 'runJobManifest',
    requisites: ['2'],
    subtitle: 'job · 10 m',
    problems: 1,
  },
  { refId: '4', name: 'Compare', type: 'canary', requisites: ['2'], subtitle: '3 metrics · 30 m' },
  { refId: '5', name: 'Approve', type: 'manualJudgment', requisites: ['3', '4'], subtitle: '2 people · 2 h' },
];

/** A pipeline of 500 stages in chains that join now and then. */
export const manyStages: GraphStage[] = Array.from({ length: 500 }, (_, index) => ({
  refId: String(index),
  name: `Stage ${index}`,
  type: index % 7 === 0 ? 'deployManifest' : 'wait',
  requisites:
    index < 10 ? [] : index % 30 === 0 ? [String(index - 10), String(index - 9)] : [String(index - 10)],
  status: index < 200 ? 'SUCCEEDED' : index < 210 ? 'RUNNING' : 'NOT_STARTED',
}));

/** Runs as segmented bars. */
const bars = (begun: number, now: number): { id: string; status: string; stages: BarStage[] }[] => [
  {
    id: '#142',
    status: 'WAITING',
    stages: barOf(
      begun,
      [8, 31, 48, 122, 38],
      ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'WAITING'],
      2,
    ),
  },
  { id: '#141', status: 'SUCCEEDED', stages: barOf(begun, [20, 60, 80, 160, 130, 70, 30], ['SUCCEEDED'], 0) },
  {
    id: '#140',
    status: 'TERMINAL',
    stages: barOf(begun, [8, 40, 90], ['SUCCEEDED', 'SUCCEEDED', 'TERMINAL'], 4),
  },
  {
    id: '#388',
    status: 'RUNNING',
    stages: [
      {
        id: 'x',
        name: 'Bake',
        status: 'SUCCEEDED',
        startTime: now - 30_000,
        endTime: now - 20_000,
      },
      { id: 'y', name: 'Deploy', status: 'RUNNING', startTime: now - 20_000 },
      { id: 'z', name: 'Verify', status: 'NOT_STARTED' },
    ],
  },
];

export interface SampleApplication {
  name: string;
  team: string;
  health: string;
  deployedAt: number;
  pods: number;
  deploys: number;
}

/** A long list with natural-order names. */
const applications = (now: number): SampleApplication[] =>
  Array.from({ length: 20_000 }, (_, index) => ({
    name: index === 3 ? `a-name-of-sixty-three-characters-${'x'.repeat(31)}` : `service-${index + 1}`,
    team: ['web', 'money', 'search'][index % 3] ?? 'web',
    health: ['healthy', 'healthy', 'degraded', 'progressing'][index % 4] ?? 'healthy',
    deployedAt: now - index * 7 * minute,
    pods: (index * 7) % 43,
    deploys: (index * 13) % 60,
  }));

export function pods(ready: number, starting: number, failing: number, stopping = 0) {
  const healths: PodHealth[] = [
    ...Array.from({ length: ready }, () => 'ready' as const),
    ...Array.from({ length: failing }, () => 'failing' as const),
    ...Array.from({ length: starting }, () => 'starting' as const),
    ...Array.from({ length: stopping }, () => 'stopping' as const),
  ];
  return healths.map((health, index) => ({ name: `storefront-7d9f-${index}`, health }));
}

export const manifestBefore = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: storefront
spec:
  template:
    spec:
      containers:
        - image: storefront:1.4.1
          name: web
          resources:
            requests:
              cpu: 250m
`;

export const manifestAfter = manifestBefore.replace('1.4.1', '1.4.2').replace('250m', '300m');

const logLines = (begun: number): string[] =>
  Array.from({ length: 5000 }, (_, index) => {
    const time = new Date(begun + index * 228).toISOString();
    if (index % 97 === 0) return `${time} \u001b[31mfatal: CHECKOUT_URL is not set\u001b[0m`;
    return `${time} GET /cart/${index} 200 ${(index * 7) % 90} ms`;
  });

export const instructions = `**Check the error budget** before you release. Dashboards: https://dash.example/storefront.

- compare \`p95\` with yesterday
- ask [the owners](mailto:web@shop.example) when in doubt
- <b>no HTML</b>, no [script](javascript:alert(1))

\`\`\`
kubectl -n shop get pods
\`\`\``;

function stage(
  begun: number,
  refId: string,
  name: string,
  type: string,
  requisites: string[],
  status: string,
  subtitle: string,
  from?: number,
  to?: number,
): GraphStage {
  return {
    refId,
    name,
    type,
    requisites,
    status,
    subtitle,
    ...(from === undefined ? {} : { startTime: begun + from * second }),
    ...(to === undefined ? {} : { endTime: begun + to * second }),
  };
}

function barOf(begun: number, seconds: number[], statuses: string[], toCome: number): BarStage[] {
  let at = begun;
  const done = seconds.map((length, index) => {
    const startTime = at;
    at += length * second;
    const status = statuses[index] ?? statuses[0] ?? 'SUCCEEDED';
    return { id: String(index), name: `Stage ${index + 1}`, status, startTime, endTime: at };
  });
  const rest = Array.from({ length: toCome }, (_, index) => ({
    id: `later-${index}`,
    name: `Stage ${seconds.length + index + 1}`,
    status: 'NOT_STARTED',
  }));
  return [...done, ...rest];
}
