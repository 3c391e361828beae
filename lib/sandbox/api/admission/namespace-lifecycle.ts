import type { ServedResource } from '../../kinds/catalogue.ts';
import type { DraftObject } from '../../store/object.ts';
import { forbidden, notFound } from '../../store/status-error.ts';
import type { Api } from '../context.ts';

/** Nothing is created in a namespace that is missing or on its way out. @throws StatusError NotFound, Forbidden */
export function checkNamespace(api: Api, resource: ServedResource, draft: DraftObject): void {
  const { namespace, name = '' } = draft.metadata;
  if (!resource.namespaced || namespace === undefined) return;
  const found = api.store.get('namespaces', undefined, namespace);
  if (found === undefined) throw notFound('namespaces', namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  throw forbidden(
    resource.id,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}

const PROTECTED = ['default', 'kube-system', 'kube-public'];

/** The namespaces the cluster needs stay. @throws StatusError Forbidden */
export function checkNamespaceDeletion(name: string): void {
  if (PROTECTED.includes(name)) throw forbidden('namespaces', name, 'this namespace may not be deleted');
}
