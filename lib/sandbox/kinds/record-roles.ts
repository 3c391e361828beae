// Records the cluster roles that every cluster begins with, and their bindings, into cluster-roles.json:
//   kubectl get clusterroles,clusterrolebindings -l kubernetes.io/bootstrapping=rbac-defaults -o json |
//     node lib/sandbox/kinds/record-roles.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../store/object.ts';

const { items } = JSON.parse(readFileSync(0, 'utf8')) as { items: KubernetesObject[] };
const lines = items.map(({ metadata: { name, labels, annotations }, ...rest }) =>
  JSON.stringify({ ...rest, metadata: { name, labels, annotations } }),
);
writeFileSync(join(import.meta.dirname, 'cluster-roles.json'), `[\n${lines.join(',\n')}\n]\n`);
