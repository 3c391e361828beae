import { issueToken } from '../../api/authorization/tokens.ts';
import { isDeleting, keyOf, type Stored, splitKey } from '../objects/meta.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { itself } from '../runtime/keys.ts';

interface Secret extends Stored {
  type?: string;
  data?: Record<string, string>;
}

const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';
const TEN_YEARS_MS = 10 * 365 * 86_400_000;

const encoded = (text: string) => Buffer.from(text).toString('base64');

/** Fills the secrets that ask for a service account's token, and removes those of an account that is not there. */
export function tokenController(cluster: Cluster): Controller {
  const secrets = collection<Secret>(cluster.store, 'secrets');
  const accounts = collection<Stored>(cluster.store, 'serviceaccounts');

  function reconcile(key: string): undefined {
    const { namespace = '', name } = splitKey(key);
    const secret = secrets.get(namespace, name);
    if (!secret || secret.type !== TYPE || isDeleting(secret)) return;
    const { annotations = {} } = secret.metadata;
    const account = accounts.get(namespace, annotations[NAME] ?? '');
    const isForeign = annotations[UID] !== undefined && annotations[UID] !== account?.metadata.uid;
    if (!account || isForeign) {
      secrets.remove(secret);
      return;
    }
    if (secret.data?.token) return;
    const issuedAt = cluster.store.now();
    const { name: accountName, uid } = account.metadata;
    const expiresAt = new Date(issuedAt.getTime() + TEN_YEARS_MS);
    const token = issueToken({ namespace, name: accountName, uid, audiences: [], issuedAt, expiresAt });
    secrets.update(secret, (live) => ({
      ...live,
      metadata: { ...live.metadata, annotations: { ...live.metadata.annotations, [UID]: uid } },
      data: { ...live.data, 'ca.crt': '', namespace: encoded(namespace), token: encoded(token) },
    }));
  }

  return {
    name: 'tokens-controller',
    watches: {
      secrets: (event) =>
        event.type === 'DELETED' || typed<Secret>(event.object).type !== TYPE ? undefined : itself(event),
      serviceaccounts: ({ type, object }) =>
        type === 'DELETED'
          ? secrets
              .list(object.metadata.namespace, (secret) => secret.type === TYPE)
              .map((secret) => keyOf(secret))
          : undefined,
    },
    reconcile,
  };
}
