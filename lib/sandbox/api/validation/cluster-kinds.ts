import { parseQuantity } from '../../kinds/quantity.ts';
import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { definitionFaults } from './custom-definitions.ts';
import { type FieldFault, invalidValue, notAllowed, notSupported, required } from './invalid.ts';
import { networkPolicyFaults } from './network-policies.ts';

type Faults = (object: KubernetesObject) => FieldFault[];

const event: Faults = (object) => {
  const { namespace = '' } = object.metadata;
  const about = textAt(object, 'involvedObject', 'namespace');
  // An event about something of the cluster lies in the namespace default.
  const isMisplaced = about === '' ? namespace !== '' && namespace !== 'default' : about !== namespace;
  return isMisplaced
    ? [invalidValue('involvedObject.namespace', about, 'does not match event.namespace')]
    : [];
};

const nano = (value: unknown): bigint => parseQuantity(String(value))?.nano ?? 0n;

/** The words for a bound that is beyond another one. */
function order(field: string, low: unknown, high: unknown, words: readonly [string, string]): FieldFault[] {
  if (low === undefined || high === undefined || nano(low) <= nano(high)) return [];
  const [lower, higher] = words;
  return [
    invalidValue(
      field,
      String(low),
      `${lower} value ${String(low)} is greater than ${higher} value ${String(high)}`,
    ),
  ];
}

function limitFaults(limit: unknown, here: string): FieldFault[] {
  const type = textAt(limit, 'type');
  const faults: FieldFault[] = [];
  const ofPod = (['default', 'defaultRequest'] as const).filter((field) => at(limit, field) !== undefined);
  if (type === 'Pod')
    return ofPod.map((field) => notAllowed(`${here}.${field}`, "may not be specified when `type` is 'Pod'"));
  const bounds = ['min', 'max', 'default', 'defaultRequest'] as const;
  const names = new Set(bounds.flatMap((bound) => Object.keys(objectAt(limit, bound))));
  for (const name of [...names].sort()) {
    const [min, max, usual, request] = bounds.map((bound) => objectAt(limit, bound)[name]);
    faults.push(
      ...order(`${here}.min[${name}]`, min, max, ['min', 'max']),
      ...described(
        `${here}.defaultRequest[${name}]`,
        request,
        order('', min, request, ['min', 'default request']),
      ),
      ...order(`${here}.defaultRequest[${name}]`, request, max, ['default request', 'max']),
      ...order(`${here}.defaultRequest[${name}]`, request, usual, ['default request', 'default']),
      ...described(`${here}.default[${name}]`, min, order('', min, usual, ['min', 'default'])),
      ...order(`${here}.default[${name}]`, usual, max, ['default', 'max']),
    );
  }
  return faults;
}

/** The same complaint about another field, which shows its own value. */
function described(field: string, value: unknown, faults: readonly FieldFault[]): FieldFault[] {
  return faults.map(({ type, detail = '' }) => ({
    field,
    type,
    detail: `${JSON.stringify(String(value))}${detail.slice(detail.indexOf(': '))}`,
  }));
}

const limitRange: Faults = ({ spec }) =>
  listAt(spec, 'limits').flatMap((limit, index) => limitFaults(limit, `spec.limits[${index}]`));

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

const volume: Faults = ({ spec }) => {
  const modes = listAt(spec, 'accessModes');
  const faults = modes
    .filter((mode) => !MODES.includes(String(mode)))
    .map((mode) => notSupported('spec.accessModes', mode, MODES));
  if (modes.length === 0) faults.push(required('spec.accessModes'));
  const capacity = objectAt(spec, 'capacity');
  if (Object.keys(capacity).length === 0) faults.push(required('spec.capacity'));
  if (capacity.storage === undefined)
    faults.push(notSupported('spec.capacity', at(spec, 'capacity'), ['storage']));
  const sources = Object.keys(objectAt([spec], 0)).filter((field) => SOURCES.has(field));
  if (sources.length === 0) faults.push(required('spec', 'must specify a volume type'));
  return faults;
};

const SOURCES = new Set([
  ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'csi', 'fc', 'flexVolume'],
  ...[
    'flocker',
    'gcePersistentDisk',
    'glusterfs',
    'hostPath',
    'iscsi',
    'local',
    'nfs',
    'photonPersistentDisk',
  ],
  ...['portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume'],
]);

const HIGHEST_OF_USERS = 1_000_000_000;

/** The priorities that the system keeps for itself. */
export const SYSTEM_PRIORITIES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

const priorityClass: Faults = (object) => {
  const { name } = object.metadata;
  const value = Number(at(object, 'value') ?? 0);
  const faults: FieldFault[] = [];
  const systemValue = SYSTEM_PRIORITIES[name];
  const isOfSystem = systemValue === value;
  if (name.startsWith('system-') && !isOfSystem) {
    const why =
      systemValue === undefined
        ? `${name} is not a known system priority class`
        : `value of ${name} PriorityClass must be ${systemValue}`;
    faults.push(
      notAllowed(
        'metadata.name',
        `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`,
      ),
    );
  } else if (!isOfSystem && value > HIGHEST_OF_USERS)
    faults.push(
      notAllowed('value', `maximum allowed value of a user defined priority is ${HIGHEST_OF_USERS}`),
    );
  const policies = ['PreemptLowerPriority', 'Never'];
  const policy = at(object, 'preemptionPolicy');
  if (policy !== undefined && !policies.includes(String(policy)))
    faults.push(notSupported('preemptionPolicy', policy, policies));
  return faults;
};

/** What must hold for kinds that belong to the cluster more than to an application. */
export const clusterKindFaults: Readonly<Record<string, Faults>> = {
  'customresourcedefinitions.apiextensions.k8s.io': definitionFaults,
  events: event,
  limitranges: limitRange,
  'networkpolicies.networking.k8s.io': networkPolicyFaults,
  persistentvolumes: volume,
  'priorityclasses.scheduling.k8s.io': priorityClass,
};
