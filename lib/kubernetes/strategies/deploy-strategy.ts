import type { KubernetesObject } from '../manifests/object.ts';
import { textsAt } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';

export type DeployStrategy = 'RECREATE' | 'REPLACE' | 'SERVER_SIDE_APPLY' | 'APPLY';
export type ServerSideApply = 'DEFAULT' | 'FORCE_CONFLICTS' | 'DISABLED';

export type StrategyWishes = {
  deployStrategy: DeployStrategy;
  serverSideApply: ServerSideApply;
  versioned: boolean | undefined;
  maxVersionHistory: number | undefined;
  useSourceCapacity: boolean;
};

/** The `strategy.spinnaker.io/*` annotations. Where several ask: recreate, then replace, then server-side apply, then apply. */
export function strategyOf(object: KubernetesObject): StrategyWishes {
  const annotations = textsAt(object, 'metadata', 'annotations');
  const serverSideApply = serverSideApplyOf(annotations[annotation.serverSideApply]);
  return {
    deployStrategy: isTrue(annotations[annotation.recreate])
      ? 'RECREATE'
      : isTrue(annotations[annotation.replace])
        ? 'REPLACE'
        : serverSideApply === 'DISABLED'
          ? 'APPLY'
          : 'SERVER_SIDE_APPLY',
    serverSideApply,
    versioned: booleanOf(annotations[annotation.versioned]),
    maxVersionHistory: countOf(annotations[annotation.maxVersionHistory]),
    useSourceCapacity: isTrue(annotations[annotation.useSourceCapacity]),
  };
}

function serverSideApplyOf(text: string | undefined): ServerSideApply {
  if (isTrue(text)) return 'DEFAULT';
  return text?.toLowerCase() === 'force-conflicts' ? 'FORCE_CONFLICTS' : 'DISABLED';
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

function booleanOf(text: string | undefined): boolean | undefined {
  const lower = text?.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
