import { isStatus } from '../../store/status-error.ts';
import { isDeleting, type Stored } from '../objects/meta.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';

interface ConfigMap extends Stored {
  data?: Record<string, string>;
}

const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Gives every namespace what pods count on: the default service account and the cluster's certificate bundle. */
export function namespaceDefaults(cluster: Cluster): Controller {
  const namespaces = collection<Stored>(cluster.store, 'namespaces');
  const accounts = collection<Stored>(cluster.store, 'serviceaccounts');
  const configMaps = collection<ConfigMap>(cluster.store, 'configmaps');

  function reconcile(name: string): undefined {
    const namespace = namespaces.get(undefined, name);
    if (!namespace || isDeleting(namespace)) return;
    const metadata = { namespace: name };
    try {
      if (!accounts.get(name, 'default'))
        accounts.create({
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { ...metadata, name: 'default' },
        });
      if (!configMaps.get(name, 'kube-root-ca.crt'))
        configMaps.create({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            ...metadata,
            name: 'kube-root-ca.crt',
            annotations: { 'kubernetes.io/description': DESCRIPTION },
          },
          // The sandbox speaks plain HTTP on the loopback interface: there is no certificate to trust.
          data: { 'ca.crt': '' },
        });
    } catch (error) {
      if (!isStatus(error, 'Forbidden') && !isStatus(error, 'AlreadyExists')) throw error;
    }
  }

  return {
    name: 'serviceaccount-controller',
    watches: {
      namespaces: (event) => (event.type === 'DELETED' ? undefined : event.object.metadata.name),
      serviceaccounts: (event) => (event.type === 'DELETED' ? event.object.metadata.namespace : undefined),
      configmaps: (event) => (event.type === 'DELETED' ? event.object.metadata.namespace : undefined),
    },
    reconcile,
  };
}
