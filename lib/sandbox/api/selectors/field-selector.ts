import { isJsonObject, type KubernetesObject, type ResourceId } from '../../store/object.ts';
import { SelectorFault } from './label-selector.ts';

/** One term of a field selector: the field's text must (not) be equal to the value. */
export interface FieldTerm {
  readonly path: string;
  readonly equal: boolean;
  readonly value: string;
}

// The fields that may be selected on beyond metadata.name and metadata.namespace. Selecting on others is refused.
const FIELDS: Readonly<Record<ResourceId, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  replicationcontrollers: ['status.replicas'],
  'jobs.batch': ['status.successful'],
  'certificatesigningrequests.certificates.k8s.io': ['spec.signerName'],
};

// What an absent field reads as.
const ABSENT: Readonly<Record<string, string>> = {
  'spec.unschedulable': 'false',
  'spec.hostNetwork': 'false',
  'status.replicas': '0',
  'status.successful': '0',
};

function read(object: KubernetesObject, path: string): string {
  let part: unknown = object;
  for (const step of path.split('.')) part = isJsonObject(part) ? part[step] : undefined;
  if (path === 'source') part = isJsonObject(part) ? part.component : undefined;
  if (part === undefined || part === null) return ABSENT[path] ?? '';
  return String(part);
}

/** Does the object meet every term? */
export function fieldsMatch(terms: readonly FieldTerm[], object: KubernetesObject): boolean {
  return terms.every(({ path, equal, value }) => (read(object, path) === value) === equal);
}

// events.k8s.io/v1 names the same fields otherwise.
const EVENT_NAMES: Readonly<Record<string, string>> = {
  'regarding.kind': 'involvedObject.kind',
  'regarding.namespace': 'involvedObject.namespace',
  'regarding.name': 'involvedObject.name',
  'regarding.uid': 'involvedObject.uid',
  'regarding.apiVersion': 'involvedObject.apiVersion',
  'regarding.resourceVersion': 'involvedObject.resourceVersion',
  'regarding.fieldPath': 'involvedObject.fieldPath',
  reportingController: 'reportingComponent',
};

/**
 * Parses a `fieldSelector` parameter for this kind.
 * @throws SelectorFault for fields this kind cannot be selected by
 */
export function parseFieldSelector(text: string, id: ResourceId): readonly FieldTerm[] {
  if (text.trim() === '') return [];
  const terms = text.split(',').map((term): FieldTerm => {
    const parsed = /^([^=!]+?)(==|!=|=)(.*)$/.exec(term.trim());
    if (parsed === null) throw new SelectorFault(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, path = '', sign, value = ''] = parsed;
    return { path, equal: sign !== '!=', value };
  });
  const own = FIELDS[id];
  const allowed = ['metadata.name', 'metadata.namespace', ...(own ?? [])];
  return terms.map((term) => {
    const path = id === 'events' ? (EVENT_NAMES[term.path] ?? term.path) : term.path;
    if (allowed.includes(path)) return { ...term, path };
    throw new SelectorFault(
      own === undefined
        ? `${JSON.stringify(term.path)} is not a known field selector: only "metadata.name", "metadata.namespace"`
        : `field label not supported: ${term.path}`,
    );
  });
}
