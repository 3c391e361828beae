import {
  failed,
  running,
  type StageRun,
  succeeded,
  type TaskDefinition,
  type TaskResult,
} from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { isTransient, type ObjectRef, type Problem, type StabilityReport } from '#lib/kubernetes/index.ts';
import { failureOf } from './failure-of.ts';
import { type KubernetesNeeds, wakeKey } from './kubernetes-service.ts';
import { parseManifestName } from './manifest-name.ts';
import { accountOf } from './target.ts';

/** Stands behind the watch, for a change that nobody saw. */
const POLL_MS = 15_000;
const AWAY_MS = 5000;
/** Why a rollout stands still is asked this often at most: its pods change many times a second, and each asking lists them all. */
const DIAGNOSE_MS = 1000;

/** `stableManifestTimeoutMinutes` where the stage has none, in minutes. */
const DEFAULT_MINUTES = 30;

type Context = { account?: string | undefined; credentials?: string | undefined };

/**
 * `waitForManifestToStabilize` (reference section 2.0): waits until every object in `outputs.manifestNamesByNamespace` is
 * stable. It is woken by the watch. A rollout that cannot succeed (bad image, crash loop, quota) fails early, in the
 * cluster's own words.
 */
export const waitForManifestToStabilize: TaskDefinition<Context, KubernetesNeeds> = {
  timeoutMs: ({ stableManifestTimeoutMinutes }) => {
    const minutes = Number(stableManifestTimeoutMinutes ?? DEFAULT_MINUTES);
    return (minutes > 0 ? minutes : DEFAULT_MINUTES) * 60_000;
  },
  isTimeoutOverridable: true,
  async run(run) {
    const refs = deployedRefs(run);
    if (refs.length === 0) return succeeded();
    const access = await accountOf(run);
    const isDue = isDiagnosisDue(run);
    try {
      const report = await run.services.kubernetes.operations.checkStability({
        client: access.client,
        refs,
        signal: run.signal,
        diagnose: isDue ? true : 'settled',
      });
      return answer(report, access.name, refs, isDue, run);
    } catch (error) {
      // A cluster that does not answer says nothing about the rollout: it is asked again until the time is up.
      if (!isTransient(error)) return failureOf(error);
      const message = `${access.name} does not answer now (${error instanceof Error ? error.message : error}). It is asked again.`;
      return running({ afterMs: AWAY_MS, context: { messages: [message] } });
    }
  },
  onTimeout(run) {
    const messages = Array.isArray(run.rawContext.messages) ? run.rawContext.messages.map(String) : [];
    return failed([`It did not become stable in time. ${messages[0] ?? ''}`.trim(), ...messages]);
  },
};

function answer(
  report: StabilityReport,
  account: string,
  refs: readonly ObjectRef[],
  isDiagnosed: boolean,
  run: StageRun<Context, KubernetesNeeds>,
): TaskResult {
  const context: JsonObject = {
    messages: report.messages,
    problems: report.problems,
    stableManifests: named(report, 'stable'),
    failedManifests: named(report, 'failed'),
    ...(isDiagnosed ? { diagnosedAt: run.now } : {}),
  };
  switch (report.state) {
    case 'stable':
      return succeeded({ context });
    case 'failed':
      return failed(sentences(report), { context, details: { problems: report.problems } });
    case 'waiting': {
      const sinceMs = run.now - run.task.startedAt;
      return running({
        // Soon after the start the watch may not have caught up with what was just written; and a change that was seen
        // without asking why may be the last one.
        afterMs: sinceMs < 2000 || !isDiagnosed ? DIAGNOSE_MS : POLL_MS,
        wakeOn: refs.map((ref) => wakeKey(account, ref)),
        context,
      });
    }
  }
}

/** Trouble once found is looked at each time, so that what is shown does not flicker. */
function isDiagnosisDue({ rawContext, now }: StageRun<Context, KubernetesNeeds>): boolean {
  const { diagnosedAt, problems } = rawContext;
  const isTroubled = Array.isArray(problems) && problems.length > 0;
  return isTroubled || typeof diagnosedAt !== 'number' || now - diagnosedAt >= DIAGNOSE_MS;
}

function named(report: StabilityReport, state: 'stable' | 'failed'): JsonObject[] {
  return report.manifests
    .filter((manifest) => manifest.state === state)
    .map(({ ref, manifestName }) => ({ manifestName, location: ref.namespace ?? '' }));
}

/** Each error names the object, then says why; what the cluster said stands behind it. */
function sentences(report: StabilityReport): string[] {
  const fatal = report.problems.filter((problem) => problem.fatal);
  if (fatal.length > 0) return [...new Set(fatal.map(inFull))];
  const failedOnes = report.manifests.filter((manifest) => manifest.state === 'failed');
  return failedOnes.map(
    ({ manifestName, ref, message }) =>
      `${manifestName}${ref.namespace ? ` in ${ref.namespace}` : ''}: ${message}`,
  );
}

function inFull(problem: Problem): string {
  return problem.logTail ? `${problem.sentence} Its last lines: ${problem.logTail.trim()}` : problem.sentence;
}

/** What the stage deployed or touched, by its own outputs. */
export function deployedRefs(run: { rawContext: JsonObject; outputs: JsonObject }): ObjectRef[] {
  const names =
    run.rawContext['outputs.manifestNamesByNamespace'] ?? run.outputs['outputs.manifestNamesByNamespace'];
  if (!isObject(names)) return [];
  return Object.entries(names).flatMap(([namespace, list]) =>
    (Array.isArray(list) ? list : []).flatMap(
      (name) => parseManifestName(String(name), namespace || undefined) ?? [],
    ),
  );
}
