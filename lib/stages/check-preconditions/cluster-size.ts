import { z } from 'zod';
import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';

/** How many server groups a cluster has; the worker counts them in the Kubernetes cache. */
export interface ClusterSizeNeeds {
  readonly clusters: {
    readonly size: (query: {
      readonly application: string;
      readonly account: string;
      /** `<kind> <name>`, as Spinnaker names clusters. */
      readonly cluster: string;
      readonly namespace: string;
      readonly onlyEnabled: boolean;
    }) => Promise<number>;
  };
}

const ClusterSize = z.object({
  credentials: z.string({ error: 'Choose an account.' }),
  cluster: z.string({ error: 'Name the cluster.' }),
  regions: z.array(z.string()).min(1, 'Name at least one namespace.'),
  comparison: z.enum(['<', '<=', '==', '>=', '>']).default('=='),
  expected: z.coerce.number(),
  onlyEnabledServerGroups: z.union([z.boolean(), z.stringbool()]).default(false),
});

/** Every namespace must have the right number of server groups. */
export async function checkClusterSize(
  run: StageRun<{ context?: Record<string, unknown> | undefined }, ClusterSizeNeeds>,
): Promise<TaskResult> {
  const { value } = await run.evaluate(run.context.context ?? {});
  const parsed = ClusterSize.safeParse(value);
  if (!parsed.success) return failed(parsed.error.issues.map((issue) => issue.message));
  const { credentials, cluster, regions, comparison, expected, onlyEnabledServerGroups } = parsed.data;
  const faults: string[] = [];
  for (const namespace of regions) {
    const size = await run.services.clusters.size({
      application: run.execution.application,
      account: credentials,
      cluster,
      namespace,
      onlyEnabled: onlyEnabledServerGroups,
    });
    if (!holds(size, comparison, expected)) {
      faults.push(
        `Cluster ${cluster} has ${size} server groups in ${namespace}; expected ${comparison} ${expected}.`,
      );
    }
  }
  return faults.length === 0 ? succeeded() : failed(faults);
}

function holds(size: number, comparison: string, expected: number): boolean {
  switch (comparison) {
    case '<':
      return size < expected;
    case '<=':
      return size <= expected;
    case '>=':
      return size >= expected;
    case '>':
      return size > expected;
    default:
      return size === expected;
  }
}
