import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, textAt } from '../../store/read-json.ts';

// What the server takes and most likely was a slip: it says so in a warning.

const PLACES = [['spec'], ['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec']];

function spread(spec: unknown, field: string): string[] {
  return listAt(spec, 'topologySpreadConstraints').flatMap((constraint, index) =>
    at(constraint, 'labelSelector') === undefined
      ? [
          `${field}.topologySpreadConstraints[${index}].labelSelector: a null labelSelector results in matching no pod`,
        ]
      : [],
  );
}

function variables(container: unknown, field: string): string[] {
  const names = new Set<string>();
  return listAt(container, 'env').flatMap((variable, index) => {
    const name = textAt(variable, 'name');
    const isRepeated = names.has(name);
    names.add(name);
    return isRepeated
      ? [
          `${field}.env[${index}]: hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`,
        ]
      : [];
  });
}

function ports(container: unknown, field: string): string[] {
  const seen = new Map<string, number>();
  return listAt(container, 'ports').flatMap((port, index) => {
    const key = `${textAt(port, 'protocol')}/${String(at(port, 'containerPort'))}/${String(at(port, 'hostPort') ?? 0)}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    return first === undefined
      ? []
      : [`${field}.ports[${index}]: duplicate port definition with ${field}.ports[${first}]`];
  });
}

/** The slips in a pod's spec or in the template of one. */
export function podWarnings(object: KubernetesObject): string[] {
  return PLACES.flatMap((place) => {
    const spec = at(object, ...place);
    const field = place.join('.');
    const inContainers = ['initContainers', 'containers'].flatMap((list) =>
      listAt(spec, list).flatMap((container, index) => {
        const here = `${field}.${list}[${index}]`;
        return [...variables(container, here), ...ports(container, here)];
      }),
    );
    return [...spread(spec, field), ...inContainers];
  });
}
