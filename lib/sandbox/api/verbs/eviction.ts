import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { readBody } from '../http/yaml-body.ts';
import { selectorMatches } from '../validation/label-selectors.ts';
import { liveObject } from './read-object.ts';

function guardOf(api: Api, pod: KubernetesObject): KubernetesObject | undefined {
  const { namespace, labels } = pod.metadata;
  const place = namespace === undefined ? {} : { namespace };
  return api.store
    .list('poddisruptionbudgets.policy', place)
    .find((budget) => selectorMatches(at(budget.spec, 'selector'), labels));
}

/** POST of an eviction: deletes the pod unless a disruption budget forbids it. */
export function evictPod(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const body = request.body.length === 0 ? {} : readBody(request).value;
  const meant = textAt(body, 'metadata', 'name');
  if (meant !== '' && meant !== call.name)
    throw badRequest('name in URL does not match name in Eviction object');
  const live = liveObject(api, call);
  const guard = guardOf(api, live);
  if (guard !== undefined && numberAt(guard.status, 'disruptionsAllowed') <= 0) {
    const { name } = guard.metadata;
    const needed = numberAt(guard.status, 'desiredHealthy');
    const healthy = numberAt(guard.status, 'currentHealthy');
    const message = `The disruption budget ${name} needs ${needed} healthy pods and has ${healthy} currently`;
    throw new StatusError(
      429,
      'TooManyRequests',
      "Cannot evict pod as it would violate the pod's disruption budget.",
      {
        causes: [{ reason: 'DisruptionBudget', message }],
      },
    );
  }
  const options = isJsonObject(body.deleteOptions) ? objectAt(body, 'deleteOptions') : {};
  const grace = options.gracePeriodSeconds;
  const dryRun = request.query.getAll('dryRun').includes('All');
  api.store.delete('pods', live.metadata.namespace, live.metadata.name, {
    dryRun,
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
  });
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }, 201);
}
