import { Invalid } from '#lib/platform/errors.ts';
import { kindOf, manifestNameOf, parseManifestName } from '../kinds/kind-name.ts';
import { isFields, type KubernetesObject, type ObjectRef } from '../manifests/object.ts';
import { fieldsAt, labelsOf, selectorLabelsOf, textsAt } from '../manifests/readers.ts';
import { setObjectAnnotations } from '../naming/annotate.ts';
import { annotation } from '../naming/annotations.ts';
import { readListAnnotation } from '../naming/moniker-of.ts';

/** The services an object names as its own (`service my-service`); empty when it names none. */
export function loadBalancersOf(object: KubernetesObject): string[] {
  return readListAnnotation(object, annotation.loadBalancers) ?? [];
}

/** Writes the services into the annotation. Throws `Invalid` when the manifest already names others. */
export function withLoadBalancers(object: KubernetesObject, services: readonly string[]): KubernetesObject {
  const present = readListAnnotation(object, annotation.loadBalancers);
  if (present !== undefined && JSON.stringify(present) !== JSON.stringify(services)) {
    throw new Invalid(
      `${manifestNameOf(object)} already names its load balancers (${present.join(', ') || 'none'}) in an annotation. Remove the annotation or the stage's services.`,
    );
  }
  return setObjectAnnotations(object, { [annotation.loadBalancers]: JSON.stringify(services) });
}

/** Reads `service my-service`. Only kinds that balance load may be named. */
export function loadBalancerRef(name: string, namespace: string | undefined): ObjectRef {
  const ref = parseManifestName(name, namespace);
  if (!ref) throw new Invalid(`"${name}" names no load balancer. Write it as "service my-service".`);
  if (!kindOf(ref).actions.includes('balancesLoad')) {
    throw new Invalid(`${name} cannot balance load: name a Service, as "service my-service".`);
  }
  return ref;
}

/** Puts the Service's selector labels on the pods a workload makes. Throws `Invalid` when the two cannot be joined. */
export function attachService(workload: KubernetesObject, service: KubernetesObject): KubernetesObject {
  const selector = selectorOf(service);
  const { labels, write } = podLabelsOf(workload);
  const shared = Object.keys(selector).filter((key) => key in labels);
  if (shared.length > 0) {
    throw new Invalid(
      `${manifestNameOf(workload)} already carries the label ${shared.join(', ')} that ${manifestNameOf(service)} selects by, so traffic could not be switched. Take it out of the workload.`,
    );
  }
  return write({ ...labels, ...selector });
}

export type JsonPatchStep = { op: 'add' | 'replace' | 'remove'; path: string; value?: unknown };

/** The steps that let a service reach an object's pods, or no longer: its selector labels are set, or taken away where they are. */
export function trafficPatch(
  object: KubernetesObject,
  service: KubernetesObject,
  direction: 'enable' | 'disable',
): JsonPatchStep[] {
  const { labels, path } = podLabelsOf(object);
  const selector = Object.entries(selectorOf(service));
  if (direction === 'disable') {
    return selector
      .filter(([key]) => key in labels)
      .map(([key]) => ({ op: 'remove', path: `${path}/${escapePointer(key)}` }));
  }
  const steps = selector.map(([key, value]): JsonPatchStep => {
    return { op: key in labels ? 'replace' : 'add', path: `${path}/${escapePointer(key)}`, value };
  });
  return Object.keys(labels).length === 0 && steps.length > 0
    ? [{ op: 'add', path, value: {} }, ...steps]
    : steps;
}

function selectorOf(service: KubernetesObject): Record<string, string> {
  const selector = selectorLabelsOf(service);
  if (Object.keys(selector).length > 0) return selector;
  throw new Invalid(
    `${manifestNameOf(service)} selects nothing: it has no selector, so it can route to no workload.`,
  );
}

type PodLabels = {
  labels: Record<string, string>;
  path: string;
  write(labels: Record<string, string>): KubernetesObject;
};

function podLabelsOf(object: KubernetesObject): PodLabels {
  const spec = fieldsAt(object, 'spec');
  const template = fieldsAt(spec, 'template');
  if (!spec || !template) {
    return {
      labels: labelsOf(object),
      path: '/metadata/labels',
      write: (labels) => ({ ...object, metadata: { ...object.metadata, labels } }),
    };
  }
  const metadata = isFields(template.metadata) ? template.metadata : {};
  return {
    labels: textsAt(metadata, 'labels'),
    path: '/spec/template/metadata/labels',
    write: (labels) => ({
      ...object,
      spec: { ...spec, template: { ...template, metadata: { ...metadata, labels } } },
    }),
  };
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
