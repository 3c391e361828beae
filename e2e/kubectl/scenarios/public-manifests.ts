import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Scenario, scenario } from '../scenario.ts';

/** Shows what the API would make of a manifest: every default, and every fault. */
export const dryRun = 'create --dry-run=server -o yaml -f -';

/** Namespaces of the manifests are not there: their objects go into the scenario's own. */
const namespaceLine = /^ +namespace: .*\n/gm;

/**
 * A scenario for each public manifest in the folder of test vectors. The manifests are not ours, so their recording is
 * never kept: `run.ts manifests` compares two clusters that both run.
 */
export function publicManifests(): Scenario[] {
  const vectors = process.env.FOREDECK_VECTORS ?? join(import.meta.dirname, '../../../../shared/vectors');
  const folder = join(vectors, 'manifests');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const manifest = readFileSync(join(folder, name), 'utf8').replaceAll(namespaceLine, '');
      return scenario(`manifest-${name.replace('.yaml', '')}`, `the public manifests ${name}`, [
        dryRun,
        manifest,
      ]);
    });
}
