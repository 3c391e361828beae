import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { kubectlPath } from './binary.ts';
import { type Target, targetOf } from './play.ts';
import { type RecordedStep, recordScenario } from './record.ts';
import { replayScenario } from './replay.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';
import { publicManifests } from './scenarios/public-manifests.ts';

// run.ts record --kubeconfig REAL [--out FILE] [--only PREFIX,...] [--node]
// run.ts replay [--kubeconfig CLUSTER] [--recording FILE] [--only PREFIX,...]
// run.ts manifests --real REAL [--kubeconfig CLUSTER]
// Where a --kubeconfig may be left out, a sandbox in memory takes its place. README.md tells the rest.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kubeconfig: { type: 'string' },
    real: { type: 'string' },
    out: { type: 'string' },
    recording: { type: 'string' },
    only: { type: 'string' },
    node: { type: 'boolean', default: false },
    parallel: { type: 'string', default: '4' },
  },
});

type Recording = Record<string, RecordedStep[]>;
const defaultRecording = join(import.meta.dirname, 'recorded.json');
const limit = pLimit(Number(values.parallel));
const folder = await mkdtemp(join(tmpdir(), 'foredeck-kubectl-'));
try {
  if (positionals[0] === 'record') await record();
  else if (positionals[0] === 'replay')
    await replay(chosen(scenarios), read(values.recording ?? defaultRecording));
  else if (positionals[0] === 'manifests') await compareManifests();
  else throw new Error('usage: run.ts record --kubeconfig FILE | replay | manifests --real FILE');
} finally {
  await rm(folder, { recursive: true, force: true });
}

function chosen(all: readonly Scenario[]): Scenario[] {
  const prefixes = values.only?.split(',');
  return all.filter(({ id }) => !prefixes || prefixes.some((prefix) => id.startsWith(prefix)));
}

async function record(): Promise<void> {
  if (!values.kubeconfig) throw new Error('record needs --kubeconfig FILE of a real cluster.');
  const out = values.out ?? defaultRecording;
  const target = await targetOf(await kubectlPath(), values.kubeconfig, join(folder, 'real'));
  const recording = existsSync(out) ? read(out) : {};
  const able = chosen(scenarios).filter(({ needs }) => (needs === 'node') === values.node);
  const troubles = await inParallel(able, async (scenario) => {
    recording[scenario.id] = await recordScenario(target, scenario);
    console.log(`recorded ${scenario.id}`);
  });
  const known = new Set(scenarios.map(({ id }) => id));
  const kept = Object.entries(recording)
    .filter(([id]) => known.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(out, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  for (const trouble of troubles) console.error(trouble);
  if (troubles.length > 0) process.exitCode = 1;
}

async function replay(list: readonly Scenario[], recording: Recording): Promise<void> {
  const { target, stop } = await replayTarget();
  const failed = new Set<string>();
  const troubles = await inParallel(list, async (scenario) => {
    const differences = await replayScenario(target, scenario, recording[scenario.id]);
    if (differences.length > 0) failed.add(scenario.id);
    for (const { run, patch } of differences) {
      console.log(`--- ${scenario.id}: ${scenario.title}\n$ kubectl ${run}\n${patch}`);
    }
  }).finally(stop);
  for (const trouble of troubles) console.log(`--- ${trouble}`);
  const lost = failed.size + troubles.length;
  console.log(`kubectl conformance: ${list.length - lost} passed, ${lost} failed`);
  process.exitCode = lost > 0 ? 1 : 0;
}

/** Defaults and faults of the public manifests, on a real cluster and on the other, without keeping a recording. */
async function compareManifests(): Promise<void> {
  if (!values.real) throw new Error('manifests needs --real FILE, the kubeconfig of a real cluster.');
  const real = await targetOf(await kubectlPath(), values.real, join(folder, 'real'));
  const list = chosen(publicManifests());
  const recording: Recording = {};
  const troubles = await inParallel(list, async (scenario) => {
    recording[scenario.id] = await recordScenario(real, scenario);
  });
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
  await replay(list, recording);
}

async function replayTarget(): Promise<{ target: Target; stop(): Promise<void> }> {
  const kubectl = await kubectlPath();
  const cache = join(folder, 'replay');
  if (values.kubeconfig)
    return { target: await targetOf(kubectl, values.kubeconfig, cache), stop: async () => {} };
  const { startSandbox } = await import('#lib/sandbox/index.ts');
  const sandbox = await startSandbox({ port: 0 });
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, sandbox.kubeconfig);
  return { target: await targetOf(kubectl, kubeconfig, cache), stop: () => sandbox.stop() };
}

/** Plays all, some at a time. One that cannot be played is told at the end and does not end the others. */
async function inParallel(
  list: readonly Scenario[],
  play: (scenario: Scenario) => Promise<void>,
): Promise<string[]> {
  const troubles: string[] = [];
  const one = (scenario: Scenario) =>
    play(scenario).catch((error: unknown) => {
      troubles.push(`${scenario.id}: ${error instanceof Error ? error.message : String(error)}`);
    });
  await Promise.all(list.map((scenario) => limit(one, scenario)));
  return troubles;
}

function read(file: string): Recording {
  return JSON.parse(readFileSync(file, 'utf8'));
}
