import { controllerReference, type Draft, type Stored } from '../objects/meta.ts';
import { generatedName } from '../objects/names.ts';
import type { Pod, PodSpec, PodTemplate } from '../objects/pod.ts';
import type { Cluster } from './cluster.ts';

/** How the pod differs from the template. */
interface PodShape {
  /** A fixed name; absent: generated from the owner's. */
  name?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  spec?: (spec: PodSpec) => PodSpec;
  /** The name base when it is not the owner's. */
  base?: string;
}

/** The pod that a workload makes from its template. */
export function podFromTemplate(
  cluster: Cluster,
  owner: Stored,
  template: PodTemplate,
  shape: PodShape = {},
): Draft<Pod> {
  const base = `${shape.base ?? owner.metadata.name}-`;
  const labels = { ...template.metadata?.labels, ...shape.labels };
  const annotations = { ...template.metadata?.annotations, ...shape.annotations };
  const finalizers = [...(template.metadata?.finalizers ?? []), ...(shape.finalizers ?? [])];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(shape.name === undefined
        ? { generateName: base, name: generatedName(base, cluster.random) }
        : { name: shape.name }),
      namespace: owner.metadata.namespace,
      labels,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ...(finalizers.length === 0 ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: shape.spec ? shape.spec(template.spec) : template.spec,
  };
}

/** Creates the pod and tells about it on the owner, also when it fails; the answer is then the API's refusal. */
export function createPod(
  cluster: Cluster,
  component: string,
  owner: Stored,
  draft: Draft<Pod>,
): { pod: Pod } | { failure: string } {
  try {
    const pod = cluster.pods.create(draft);
    cluster.events.record(component, owner, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name}`,
    });
    return { pod };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    cluster.events.record(component, owner, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${failure}`,
    });
    return { failure };
  }
}

/** Deletes a pod that is too many and tells about it on the owner. */
export function deletePod(cluster: Cluster, component: string, owner: Stored, pod: Pod): void {
  cluster.pods.remove(pod);
  cluster.events.record(component, owner, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Deleted pod: ${pod.metadata.name}`,
  });
}
