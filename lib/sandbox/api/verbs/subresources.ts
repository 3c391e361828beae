import { listAt } from '../../store/read-json.ts';
import { badRequest, unavailable } from '../../store/status-error.ts';
import type { Api, ResourceCall } from '../context.ts';
import { bindPod } from './bind-pod.ts';
import type { Verb } from './dispatch.ts';
import { evictPod } from './eviction.ts';
import { finalizeNamespace } from './finalize-namespace.ts';
import { containerOf, readLog } from './log.ts';
import { patchObject } from './patch-object.ts';
import { liveObject, readObject } from './read-object.ts';
import { replaceObject } from './replace-object.ts';
import { readScale, writeScale } from './scale.ts';
import { createToken } from './token.ts';

/** Nothing runs in a simulated container, so nothing can be run in it. */
const noProcess: Verb = (api, call, request) => {
  const { subresource, name } = call;
  if (call.resource.id === 'services' && !hasEndpoints(api, call))
    throw unavailable(`no endpoints available for service ${JSON.stringify(name)}`);
  if (call.resource.id === 'pods') containerOf(liveObject(api, call), request.query.get('container'));
  throw badRequest(
    `${call.resource.id} "${name}" runs on a simulated node of the sandbox: there is no process to ${subresource} into; use a real cluster for that`,
  );
};

function hasEndpoints(api: Api, { namespace, name = '' }: ResourceCall): boolean {
  return listAt(api.store.get('endpoints', namespace, name), 'subsets').some(
    (subset) => listAt(subset, 'addresses').length > 0,
  );
}

type Verbs = Readonly<Record<string, Verb>>;

const OBJECT: Verbs = { GET: readObject, PUT: replaceObject, PATCH: patchObject };
const NO_PROCESS: Verbs = { GET: noProcess, POST: noProcess };

const SUBRESOURCES: Readonly<Record<string, Verbs>> = {
  status: OBJECT,
  approval: OBJECT,
  ephemeralcontainers: OBJECT,
  resize: OBJECT,
  scale: { GET: readScale, PUT: writeScale, PATCH: writeScale },
  log: { GET: readLog },
  binding: { POST: bindPod },
  eviction: { POST: evictPod },
  token: { POST: createToken },
  finalize: { PUT: finalizeNamespace },
  exec: NO_PROCESS,
  attach: NO_PROCESS,
  portforward: NO_PROCESS,
  proxy: NO_PROCESS,
};

/** Does the kind have this subresource, whatever may be done to it? */
export function hasSubresource({ resource, subresource = '' }: ResourceCall): boolean {
  return resource.discovered.subresources?.some((below) => below.subresource === subresource) === true;
}

/** The verb on a subresource; undefined where its kind does not have it. */
export function subresourceVerb(call: ResourceCall, method: string): Verb | undefined {
  return hasSubresource(call) ? SUBRESOURCES[call.subresource ?? '']?.[method] : undefined;
}
