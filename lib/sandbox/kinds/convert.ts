import { type DraftObject, isJsonObject, type JsonObject, type KubernetesObject } from '../store/object.ts';
import { apiVersionOf, type ServedResource } from './catalogue.ts';

// Kinds served in two shapes over one storage. Each pair converts to the stored shape and back without loss of what the
// other shape can say.
interface Conversion {
  readonly toStorage: (object: JsonObject) => JsonObject;
  readonly fromStorage: (object: JsonObject) => JsonObject;
}

function renamed(object: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [names[key] ?? key, value]));
}

function inverted(names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([from, to]) => [to, from]));
}

const EVENT_FIELDS = {
  note: 'message',
  regarding: 'involvedObject',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedCount: 'count',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
};

const events: Conversion = {
  toStorage: (event) => renamed(event, EVENT_FIELDS),
  fromStorage: (event) => renamed(event, inverted(EVENT_FIELDS)),
};

function cpuTarget(metric: unknown): unknown {
  if (!isJsonObject(metric) || !isJsonObject(metric.resource) || metric.resource.name !== 'cpu')
    return undefined;
  const { target } = metric.resource;
  return isJsonObject(target) && target.type === 'Utilization' ? target.averageUtilization : undefined;
}

const autoscalers: Conversion = {
  toStorage(hpa) {
    const { targetCPUUtilizationPercentage: percent, ...spec } = isJsonObject(hpa.spec) ? hpa.spec : {};
    if (percent === undefined) return { ...hpa, spec };
    const target = { type: 'Utilization', averageUtilization: percent };
    return { ...hpa, spec: { ...spec, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] } };
  },
  fromStorage(hpa) {
    const { metrics, behavior: _, ...spec } = isJsonObject(hpa.spec) ? hpa.spec : {};
    const percent = (Array.isArray(metrics) ? metrics : [])
      .map(cpuTarget)
      .find((value) => value !== undefined);
    const {
      currentReplicas = 0,
      desiredReplicas = 0,
      lastScaleTime,
    } = isJsonObject(hpa.status) ? hpa.status : {};
    return {
      ...hpa,
      spec: { ...spec, ...(percent === undefined ? {} : { targetCPUUtilizationPercentage: percent }) },
      status: { currentReplicas, desiredReplicas, ...(lastScaleTime === undefined ? {} : { lastScaleTime }) },
    };
  },
};

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  'events.k8s.io/v1/Event': events,
  'autoscaling/v1/HorizontalPodAutoscaler': autoscalers,
};

/** The object in the shape it is stored in. */
export function toStorage(resource: ServedResource, object: DraftObject): DraftObject {
  const conversion = CONVERSIONS[`${apiVersionOf(resource.group, resource.version)}/${resource.kind}`];
  const converted = conversion === undefined ? object : conversion.toStorage(object as unknown as JsonObject);
  return { ...(converted as unknown as DraftObject), apiVersion: resource.storage.apiVersion };
}

/** Type and metadata first, as the wire has them. */
function ordered(object: KubernetesObject): KubernetesObject {
  const { kind, apiVersion, metadata, ...content } = object;
  return { kind, apiVersion, metadata, ...content };
}

/** A stored object in the shape this resource serves. */
export function fromStorage(resource: ServedResource, object: KubernetesObject): KubernetesObject {
  const apiVersion = apiVersionOf(resource.group, resource.version);
  if (object.apiVersion === apiVersion) return ordered(object);
  const conversion = CONVERSIONS[`${apiVersion}/${resource.kind}`];
  const converted =
    conversion === undefined ? object : conversion.fromStorage(object as unknown as JsonObject);
  return { ...(converted as unknown as KubernetesObject), apiVersion };
}
