import type { SyntheticStage } from '#lib/engine/contract.ts';
import { collectManifests, kindNameOf, type StrategyStep } from '#lib/kubernetes/index.ts';
import { accountOf } from '../kubernetes/target.ts';
import type { DeployRun } from './source.ts';

/**
 * What a rollout strategy does once the new server group is stable (reference sections 2.1 and 5.8): stages that take the traffic from the
 * former ones or delete them, all at once, except that a group is disabled before it is deleted.
 */
export async function rolloutStages(run: DeployRun): Promise<SyntheticStage[]> {
  const { strategy } = run.context.trafficManagement;
  if (strategy === 'none') return [];
  const access = await accountOf(run);
  const { manifests } = collectManifests(run.rawContext['outputs.manifests'] ?? []);
  const steps = await run.services.kubernetes.operations.planRollout({
    client: access.client,
    strategy,
    manifests,
    signal: run.signal,
  });
  return steps.map((step, at): SyntheticStage => {
    const before = steps.findLastIndex((other, index) => index < at && nameOf(other) === nameOf(step));
    return {
      type: `${step.action}Manifest`,
      name: `${verbs[step.action]} ${nameOf(step)}`,
      context: {
        account: access.name,
        cloudProvider: 'kubernetes',
        location: step.ref.namespace ?? '',
        manifestName: nameOf(step),
        mode: 'static',
      },
      ...(before < 0 ? {} : { requires: [before] }),
    };
  });
}

const verbs = { disable: 'Disable', delete: 'Delete' } as const;

function nameOf({ ref }: StrategyStep): string {
  return `${kindNameOf(ref)} ${ref.name}`;
}
