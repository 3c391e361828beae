import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { conflict, forbidden, resourceDetails } from '../../store/status-error.ts';
import type { DeleteOptions } from '../../store/store.ts';
import { checkNamespaceDeletion } from '../admission/namespace-lifecycle.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { readBody } from '../http/yaml-body.ts';
import { SYSTEM_PRIORITIES } from '../validation/cluster-kinds.ts';
import { invalid, invalidValue, notSupported } from '../validation/invalid.ts';
import { viewOf } from '../views/accept.ts';
import { presentList } from '../views/present.ts';
import { checkNumber } from './list-options.ts';
import { answerObject, liveObject } from './read-object.ts';
import { readSelection } from './selection.ts';
import { readWriteOptions } from './write-options.ts';

const PRIORITY_CLASSES = 'priorityclasses.scheduling.k8s.io';
const POLICIES = ['Background', 'Foreground', 'Orphan'] as const;

// Kinds whose dependents stay when nobody says otherwise, as the first versions of these APIs had it.
const ORPHANING = ['jobs.batch', 'replicationcontrollers'];

/** Reads the DeleteOptions of body and parameters. */
function readDeleteOptions(
  call: ResourceCall,
  request: ApiRequest,
): { options: DeleteOptions; warnings: string[] } {
  const body = request.body.length === 0 ? {} : readBody(request).value;
  const { query } = request;
  checkNumber(query, 'gracePeriodSeconds');
  const orphan =
    body.orphanDependents ??
    (query.has('orphanDependents') ? query.get('orphanDependents') === 'true' : undefined);
  const asked = body.propagationPolicy ?? query.get('propagationPolicy') ?? undefined;
  const legacy = orphan === undefined ? undefined : orphan === true ? 'Orphan' : 'Background';
  const policy = POLICIES.find((known) => known === (asked ?? legacy));
  if (asked !== undefined && policy === undefined) {
    throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [
      notSupported('propagationPolicy', asked, ['Foreground', 'Background', 'Orphan', 'nil']),
    ]);
  }
  if (asked !== undefined && body.orphanDependents !== undefined) {
    throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [
      invalidValue('propagationPolicy', asked, 'orphanDependents and deletionPropagation cannot be both set'),
    ]);
  }
  const orphansByDefault = policy === undefined && ORPHANING.includes(call.resource.id);
  const grace =
    body.gracePeriodSeconds ??
    (query.has('gracePeriodSeconds') ? Number(query.get('gracePeriodSeconds')) : undefined);
  const preconditions = isJsonObject(body.preconditions) ? body.preconditions : undefined;
  const dryRunInBody = Array.isArray(body.dryRun) && body.dryRun.includes('All');
  const { dryRun } = readWriteOptions(query, request.userAgent, 'DeleteOptions');
  const propagationPolicy = orphansByDefault ? 'Orphan' : policy;
  return {
    options: {
      dryRun: dryRun || dryRunInBody,
      ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
      ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
      ...(preconditions === undefined
        ? {}
        : { preconditions: preconditions as DeleteOptions['preconditions'] & object }),
    },
    warnings:
      orphansByDefault && call.resource.id === 'jobs.batch'
        ? [
            'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
          ]
        : [],
  };
}

/** Refuses a caller who means another incarnation or an older version. */
function checkMeant(
  { resource }: ResourceCall,
  { metadata }: KubernetesObject,
  options: DeleteOptions,
): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflict(
      kind,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      kind,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}

function deleteOne(
  api: Api,
  call: ResourceCall,
  live: KubernetesObject,
  options: DeleteOptions,
): KubernetesObject {
  const { name } = live.metadata;
  if (call.resource.id === 'namespaces') checkNamespaceDeletion(name);
  if (call.resource.id === PRIORITY_CLASSES && SYSTEM_PRIORITIES[name] !== undefined)
    throw forbidden(PRIORITY_CLASSES, name, 'this is a system priority class and cannot be deleted');
  checkMeant(call, live, options);
  return api.store.delete(call.resource.storage.id, live.metadata.namespace, live.metadata.name, options);
}

// These answer with the object they deleted, even when it is gone at once.
const ANSWERS_OBJECT = [
  'pods',
  'services',
  'serviceaccounts',
  'persistentvolumes',
  'persistentvolumeclaims',
  'resourcequotas',
  'podtemplates',
];

/** DELETE of one object. */
export function deleteObject(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { options, warnings } = readDeleteOptions(call, request);
  const live = liveObject(api, call);
  const last = deleteOne(api, call, live, options);
  const isGone =
    api.store.get(call.resource.storage.id, live.metadata.namespace, live.metadata.name) === undefined;
  const isHeld = (last.metadata.finalizers ?? []).length > 0;
  const isPending = options.dryRun === true ? isHeld : !isGone;
  if (isPending || ANSWERS_OBJECT.includes(call.resource.id))
    return answerObject(api, call, request, last, { warnings });
  const { group, kind } = resourceDetails(call.resource.id);
  return json(
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name: live.metadata.name,
        ...(group === undefined ? {} : { group }),
        kind,
        uid: live.metadata.uid,
      },
    },
    200,
    warnings,
  );
}

/** DELETE of a collection: every object the selectors mean. */
export function deleteCollection(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { options, warnings } = readDeleteOptions(call, request);
  const selection = readSelection(call.resource, call, request.query);
  const place = selection.namespace === undefined ? {} : { namespace: selection.namespace };
  const deleted = api.store
    .list(call.resource.storage.id, { ...place, matches: selection.matches })
    .map((live) => deleteOne(api, call, live, options));
  const view = viewOf(request, call.resource, true);
  const show = { resource: call.resource, catalogue: api.catalogue, view, now: api.store.now() };
  return json(presentList(deleted, { resourceVersion: api.store.resourceVersion() }, show), 200, warnings);
}
