import type { DeployStrategy, ServerSideApply } from './deploy-strategy.ts';

/** How a manifest is written. `force` takes over fields that other managers own; without it such a field is a refusal. */
export type WriteMode = { write: 'recreate' | 'replace' | 'apply' | 'create'; force: boolean };

/**
 * Every apply is a server-side apply. The plain strategy forces, because the client-side apply it stands for never asked whose field it was;
 * only a manifest that says `server-side-apply: true` wants to be stopped by a conflict.
 */
export function writeModeOf(planned: {
  strategy: DeployStrategy;
  serverSideApply: ServerSideApply;
  hasName: boolean;
}): WriteMode {
  if (!planned.hasName) return { write: 'create', force: false };
  switch (planned.strategy) {
    case 'RECREATE':
      return { write: 'recreate', force: true };
    case 'REPLACE':
      return { write: 'replace', force: false };
    case 'SERVER_SIDE_APPLY':
      return { write: 'apply', force: planned.serverSideApply === 'FORCE_CONFLICTS' };
    case 'APPLY':
      return { write: 'apply', force: true };
    default:
      return planned.strategy satisfies never;
  }
}
