import { messageOf } from '#lib/platform/errors.ts';
import { type ApiError, isApiError } from '../client/api-error.ts';
import type { ClusterClient } from '../client/contract.ts';
import { createClient } from '../client/create-client.ts';
import { loadKubeconfig } from '../client/load-kubeconfig.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { valueAt } from '../manifests/readers.ts';
import type { AccountConfig, ConnectionReport } from './schema.ts';

const answerMs = 15_000;

/** Verbs the console and a deploy need, by resource. What is only shown needs the first three. */
const needs: readonly { group: string; resource: string; verbs: readonly string[] }[] = [
  ...['deployments', 'replicasets', 'statefulsets', 'daemonsets'].map((resource) => ({
    group: 'apps',
    resource,
    verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
  })),
  { group: 'batch', resource: 'jobs', verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] },
  ...['services', 'configmaps', 'secrets'].map((resource) => ({
    group: '',
    resource,
    verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
  })),
  { group: '', resource: 'pods', verbs: ['get', 'list', 'watch', 'delete'] },
  { group: '', resource: 'pods/log', verbs: ['get'] },
  { group: '', resource: 'events', verbs: ['list'] },
];

/** Tries an account as it would be used, before it is stored: can it be reached, trusted, signed in to, and what may it do. Never throws. */
export async function testConnection(
  config: Pick<AccountConfig, 'name' | 'credentials' | 'context' | 'namespaces'>,
  signal?: AbortSignal | undefined,
): Promise<ConnectionReport> {
  let client: ClusterClient | undefined;
  try {
    const kubeconfig = loadKubeconfig(config.credentials, config.context);
    client = createClient(config.name, kubeconfig);
    const isTlsVerified =
      client.server.startsWith('https:') && kubeconfig.getCurrentCluster()?.skipTLSVerify !== true;
    return await examine(client, config.namespaces, isTlsVerified, signal);
  } catch (error) {
    return { isUsable: false, server: client?.server, problem: problemOf(error), missing: [], warnings: [] };
  } finally {
    await client?.close();
  }
}

async function examine(
  client: ClusterClient,
  namespaces: readonly string[],
  tlsVerified: boolean,
  caller: AbortSignal | undefined,
): Promise<ConnectionReport> {
  const timeout = AbortSignal.timeout(answerMs);
  const signal = caller ? AbortSignal.any([caller, timeout]) : timeout;
  const { gitVersion } = await client.version(signal);
  // Each namespace costs fifty questions; roles of an account seldom differ between its namespaces.
  const places = namespaces.length > 0 ? namespaces.slice(0, 5) : [undefined];
  const missing = await missingVerbs(client, places, signal);
  const absent = await absentNamespaces(client, namespaces, signal);
  const warnings = [
    ...(tlsVerified ? [] : ["The connection is not protected: the cluster's certificate is not verified."]),
    ...absent.map((namespace) => `The namespace ${namespace} does not exist yet.`),
  ];
  const facts = { server: client.server, version: gitVersion, tlsVerified, missing, warnings };
  const isBlind = missing.some((verb) => /^(list|watch) (pods|deployments)/.test(verb));
  if (!isBlind) return { isUsable: true, ...facts };
  return {
    isUsable: false,
    ...facts,
    problem:
      'The credential may sign in, but not list and watch workloads. Give it a role with at least get, list and watch.',
  };
}

async function missingVerbs(
  client: ClusterClient,
  namespaces: readonly (string | undefined)[],
  signal: AbortSignal,
): Promise<string[]> {
  const questions = namespaces.flatMap((namespace) =>
    needs.flatMap(({ group, resource, verbs }) =>
      verbs.map((verb) => ({ group, resource, verb, namespace })),
    ),
  );
  const answers = await Promise.all(
    questions.map(async (one) => ((await isAllowed(client, one, signal)) ? [] : [sentenceOf(one)])),
  );
  return answers.flat();
}

type Question = { group: string; resource: string; verb: string; namespace: string | undefined };

async function isAllowed(client: ClusterClient, question: Question, signal: AbortSignal): Promise<boolean> {
  const [resource = '', subresource] = question.resource.split('/');
  const review: KubernetesObject = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: {},
    spec: {
      resourceAttributes: {
        verb: question.verb,
        group: question.group,
        resource,
        ...(subresource ? { subresource } : {}),
        ...(question.namespace ? { namespace: question.namespace } : {}),
      },
    },
  };
  const answer = await client.create(review, { signal });
  return valueAt(answer, 'status', 'allowed') === true;
}

function sentenceOf({ verb, group, resource, namespace }: Question): string {
  return `${verb} ${group ? `${resource}.${group}` : resource}${namespace ? ` in namespace ${namespace}` : ''}`;
}

async function absentNamespaces(
  client: ClusterClient,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const found = await Promise.all(
    namespaces.map(async (name) => {
      // Who may not read namespaces cannot tell: no warning then.
      const namespace = await client.get({ kind: 'Namespace', name }, signal).catch(() => 'unknown');
      return namespace === undefined ? [name] : [];
    }),
  );
  return found.flat();
}

function problemOf(error: unknown): string {
  if (!isApiError(error)) return messageOf(error);
  if (error.code === 401) {
    return `The cluster does not accept the credential (401): ${error.message} The token may have expired: get a new one.`;
  }
  if (error.reason === 'Aborted')
    return `The cluster did not answer within ${answerMs / 1000} s. Is its address reachable from Foredeck's server?`;
  return refusedProblem(error);
}

function refusedProblem(error: ApiError): string {
  if (error.code === 403) return `The cluster refuses even the first question (403): ${error.message}`;
  return error.message;
}
