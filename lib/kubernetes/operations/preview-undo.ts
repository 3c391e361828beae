import { parseManifestName } from '../kinds/kind-name.ts';
import { diffManifests } from '../manifests/diff-manifests.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { configsOf, fieldsAt, imagesOf, replicasOf, valueAt } from '../manifests/readers.ts';
import type { UndoInput, UndoPreview } from './contract.ts';
import { readLive, requireAction } from './live-object.ts';
import { chooseRevision, readRevisions } from './revisions.ts';
import { currentOf } from './undo-rollout.ts';

/** What an undo would bring back, without doing it: images, config versions, and whether they still exist. */
export async function previewUndo(input: UndoInput): Promise<UndoPreview> {
  requireAction(input.ref, 'undo');
  const live = await readLive(input);
  const kept = await readRevisions(live, input);
  const target = chooseRevision(kept, live, input);
  const now = onlyTemplate(live, fieldsAt(live, 'spec', 'template'));
  const then = onlyTemplate(live, target.template);
  const { diff, isChanged } = diffManifests(now, then);
  const missing = await missingConfigs(target.facts.configs, live, input);
  return {
    from: currentOf(kept),
    to: target.facts,
    diff,
    imagesReturning: without(imagesOf(then), imagesOf(now)),
    configsReturning: without(configsOf(then), configsOf(now)),
    replicas: replicasOf(live),
    warnings: [
      ...(isChanged ? [] : [`It runs revision ${target.facts.revision} already.`]),
      ...(valueAt(live, 'spec', 'paused') === true ? ['It is paused: resume it first.'] : []),
      ...missing.map(
        (name) => `${name} no longer exists: pods of revision ${target.facts.revision} could not start.`,
      ),
    ],
  };
}

async function missingConfigs(
  configs: readonly string[],
  live: KubernetesObject,
  input: UndoInput,
): Promise<string[]> {
  const checked = await Promise.all(
    configs.map(async (name) => {
      const ref = parseManifestName(name, live.metadata.namespace);
      return ref && !(await input.client.get(ref, input.signal)) ? [name] : [];
    }),
  );
  return checked.flat();
}

function onlyTemplate(live: KubernetesObject, template: unknown): KubernetesObject {
  return {
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: { name: live.metadata.name, namespace: live.metadata.namespace },
    spec: { template },
  };
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}
