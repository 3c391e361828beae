import { StoredPermissions } from '#lib/accounts/index.ts';
import { can } from '#lib/auth/index.ts';
import type { Fleet } from '#lib/fleet/index.ts';
import { kubernetesOperations } from '#lib/kubernetes/index.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import type { KubernetesService } from '#lib/stages/kubernetes/kubernetes-service.ts';
import { actorNamed } from './actor-named.ts';

/** Lets the manifest stages into clusters, each with the rights of whoever stands behind its run. */
export function kubernetesService(fleet: Fleet): KubernetesService {
  return {
    operations: kubernetesOperations,
    async account(name, { user }) {
      const member = fleet.member(name);
      const actor = await actorNamed(user);
      if (!can(actor, 'WRITE', StoredPermissions.parse(member.permissions))) {
        throw new Forbidden(
          `${user} may not deploy to account ${name}. Ask somebody who may, or have a team of theirs added to it.`,
        );
      }
      const { client, mayUseNamespace, customResources } = member;
      return { name, client, mayUseNamespace, customResources };
    },
  };
}
