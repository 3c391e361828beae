import { type StageRun, TerminalError } from '#lib/engine/contract.ts';
import type { ObjectRef } from '#lib/kubernetes/index.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import type { AccountAccess, KubernetesNeeds } from './kubernetes-service.ts';
import { parseManifestName } from './manifest-name.ts';
import type { Target } from './schema.ts';

type Run<C> = StageRun<C, KubernetesNeeds>;

/** The stage's account with the rights of whoever stands behind the run. Throws TerminalError when none is named. */
export async function accountOf(
  run: Run<{ account?: string | undefined; credentials?: string | undefined }>,
): Promise<AccountAccess> {
  const name = run.context.account ?? run.context.credentials;
  if (!name) throw new TerminalError('The stage names no account. Choose one in the pipeline.');
  try {
    return await run.services.kubernetes.account(name, run.actor);
  } catch (error) {
    // An account that is not there, or that the person may not use, does not come by asking again.
    if (error instanceof NotFound || error instanceof Forbidden) throw new TerminalError(error.message);
    throw error;
  }
}

/** The object the stage means, as `resolveTarget` left it. */
export function namedTarget(context: Target): ObjectRef {
  const ref = parseManifestName(context.manifestName ?? '', context.location || undefined);
  if (ref) return ref;
  throw new TerminalError(
    `"${context.manifestName ?? ''}" does not name an object. Write kind and name, such as "deployment web".`,
  );
}

/** Finds the object of a dynamic target (reference section 2.0); a named one is taken as it is. */
export async function findTarget(run: Run<Target>): Promise<ObjectRef> {
  const { criteria, cluster, kind, location, app } = run.context;
  if (!criteria || run.context.mode === 'static') return namedTarget(run.context);
  if (!cluster || !kind || !location) {
    throw new TerminalError('To find an object in a cluster the stage needs kind, cluster and namespace.');
  }
  const access = await accountOf(run);
  return run.services.kubernetes.operations.resolveTarget({
    client: access.client,
    namespace: location,
    kind,
    application: app || run.execution.application,
    cluster,
    criteria,
    signal: run.signal,
  });
}
