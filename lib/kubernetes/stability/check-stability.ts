import pLimit from 'p-limit';
import { kindOf, manifestNameOf } from '../kinds/kind-name.ts';
import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';
import { podTemplateOf } from '../manifests/readers.ts';
import type { StabilityInput } from '../operations/contract.ts';
import type { ManifestStability, Problem, StabilityReport, StabilityStatus } from './contract.ts';
import { diagnose } from './diagnose.ts';
import { freshCrashes } from './fresh-crashes.ts';

const atOnce = 8;

/**
 * Reads every object live and judges it by its kind's rules (reference 5.7). What is not stable is looked into, so that a rollout that cannot
 * succeed fails at once with the cluster's own words instead of by time-out.
 */
export async function checkStability(input: StabilityInput): Promise<StabilityReport> {
  const limit = pLimit(atOnce);
  const manifests = await Promise.all(input.refs.map((ref) => limit(() => checkOne(ref, input))));
  return reportOf(manifests);
}

export function reportOf(manifests: ManifestStability[]): StabilityReport {
  const states = manifests.map((one) => one.state);
  const order = { failed: 0, waiting: 1, stable: 2 };
  const unsettled = manifests
    .filter((one) => one.state !== 'stable')
    .sort((a, b) => order[a.state] - order[b.state]);
  return {
    // A failure is told when it is certain; the others need not be waited for.
    state: states.includes('failed') ? 'failed' : states.includes('waiting') ? 'waiting' : 'stable',
    manifests,
    messages: unsettled.map(({ manifestName, message }) => `${manifestName}: ${message}`),
    problems: manifests.flatMap((one) => one.problems).sort((a, b) => Number(b.fatal) - Number(a.fatal)),
  };
}

async function checkOne(ref: ObjectRef, input: StabilityInput): Promise<ManifestStability> {
  const live = await input.client.get(ref, input.signal);
  if (!live) return missing(ref);
  const status = kindOf(live).stability(live);
  const isSettled = status.stable.state && status.available.state && !status.failed.state;
  if (input.diagnose === false || !makesPods(live)) return judged(ref, status, []);
  if (!isSettled) {
    // A failure is always told with its reason.
    const isSpared = input.diagnose === 'settled' && !status.failed.state;
    const problems = isSpared ? [] : await diagnose(live, input.client, input.signal);
    return judged(ref, status, problems);
  }
  const crashes = await freshCrashes(live, input.client, input.signal);
  return judged(ref, crashes.length > 0 ? notSound(status) : status, crashes);
}

function notSound(status: StabilityStatus): StabilityStatus {
  return {
    ...status,
    stable: { state: false, message: 'Waiting for restarted containers to go on running' },
  };
}

function judged(ref: ObjectRef, status: StabilityStatus, problems: Problem[]): ManifestStability {
  const base = { ref, manifestName: manifestNameOf(ref), status, problems };
  const fatal = problems.find((problem) => problem.fatal);
  if (fatal) return { ...base, state: 'failed', message: fatal.sentence };
  const why = problems[0] ? ` ${problems[0].sentence}` : '';
  if (status.failed.state) {
    return { ...base, state: 'failed', message: `${status.failed.message ?? 'It has failed'}.${why}` };
  }
  if (status.stable.state) return { ...base, state: 'stable', message: status.stable.message ?? 'Stable' };
  return { ...base, state: 'waiting', message: `${status.stable.message ?? 'Not stable yet'}.${why}` };
}

// A kind without pods has nothing to look into; a job that is done has had its pods.
function makesPods(live: KubernetesObject): boolean {
  return live.kind === 'Pod' || (podTemplateOf(live) !== undefined && live.kind !== 'CronJob');
}

function missing(ref: ObjectRef): ManifestStability {
  const message = 'It does not exist (any more).';
  return {
    ref,
    manifestName: manifestNameOf(ref),
    state: 'failed',
    message,
    problems: [],
    status: {
      stable: { state: false, message },
      available: { state: false, message },
      paused: { state: false },
      failed: { state: true, message },
    },
  };
}
