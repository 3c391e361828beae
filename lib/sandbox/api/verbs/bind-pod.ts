import { objectAt, textAt } from '../../store/read-json.ts';
import { badRequest, conflict } from '../../store/status-error.ts';
import { wireTime } from '../../store/store.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { readBody } from '../http/yaml-body.ts';
import { liveObject } from './read-object.ts';

/** POST of a binding: gives a pod its node, as a scheduler does. */
export function bindPod(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { value } = readBody(request);
  const node = textAt(value, 'target', 'name');
  if (node === '') throw badRequest('target.name: Required value');
  const live = liveObject(api, call);
  const { name, namespace, generation } = live.metadata;
  const taken = textAt(live.spec, 'nodeName');
  if (taken !== '')
    throw conflict('pods/binding', name, `pod ${name} is already assigned to node ${JSON.stringify(taken)}`);
  const scheduled = {
    lastProbeTime: null,
    lastTransitionTime: wireTime(api.store.now()),
    observedGeneration: generation,
    status: 'True',
    type: 'PodScheduled',
  };
  if (!request.query.getAll('dryRun').includes('All'))
    api.store.update('pods', namespace, name, (pod) => ({
      ...pod,
      spec: { ...objectAt(pod, 'spec'), nodeName: node },
      status: { ...objectAt(pod, 'status'), conditions: [scheduled] },
    }));
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }, 201);
}
