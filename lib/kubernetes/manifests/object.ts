/**
 * A Kubernetes object as it travels: typed where every object is the same, unknown elsewhere. Read the rest through the narrow readers of
 * `readers.ts` (`replicasOf`, `imagesOf` ...), never by a deep cast.
 */
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
};

export type ObjectMeta = {
  name?: string | undefined;
  generateName?: string | undefined;
  namespace?: string | undefined;
  labels?: Record<string, string> | undefined;
  annotations?: Record<string, string> | undefined;
  uid?: string | undefined;
  resourceVersion?: string | undefined;
  generation?: number | undefined;
  creationTimestamp?: string | undefined;
  deletionTimestamp?: string | undefined;
  ownerReferences?: OwnerReference[] | undefined;
  finalizers?: string[] | undefined;
  managedFields?: ManagedFieldsEntry[] | undefined;
  [field: string]: unknown;
};

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean | undefined;
};

export type ManagedFieldsEntry = {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  fieldsType: 'FieldsV1';
  fieldsV1?: Record<string, unknown> | undefined;
  subresource?: string | undefined;
  time?: string | undefined;
};

/** What is needed to find one object. Without `apiVersion` the cluster's preferred version of the kind is meant. */
export type ObjectRef = {
  apiVersion?: string | undefined;
  kind: string;
  namespace?: string | undefined;
  name: string;
};

/** A plain JSON object; the one type that walks into the unknown part of a manifest. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The reference of an object that has a name. */
export function refOf(object: KubernetesObject): ObjectRef {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name ?? '',
  };
}
