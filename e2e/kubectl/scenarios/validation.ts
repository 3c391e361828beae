import { configMap, deployment, service } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const meta = (metadata: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {${metadata}}\n`;

/** Names, fields and types that no object may have. */
export const validation = [
  scenario(
    'invalid-names',
    'names',
    ['create --dry-run=server -f -', meta('name: Bad_Name')],
    ['create --dry-run=server -f -', meta(`name: ${'x'.repeat(254)}`)],
    ['create --dry-run=server -f -', meta('name: ""')],
    ['create --dry-run=server -f -', meta('labels: {a: b}')],
    ['create --dry-run=server -f -', meta('name: "a..b"')],
    'create deployment Web --image=x',
    'create service clusterip 9lives --tcp=80',
    'create service clusterip web.dots --tcp=80',
  ),
  scenario(
    'invalid-labels',
    'labels and annotations',
    ['create --dry-run=server -f -', meta('name: a, labels: {"bad key": x}')],
    ['create --dry-run=server -f -', meta('name: a, labels: {key: "not valid!"}')],
    ['create --dry-run=server -f -', meta(`name: a, labels: {key: ${'v'.repeat(64)}}`)],
    ['create --dry-run=server -f -', meta('name: a, labels: {"a/b/c": x}')],
    ['create --dry-run=server -f -', meta('name: a, annotations: {"bad key": x}')],
    ['create --dry-run=server -f -', meta('name: a, labels: {number: 1}')],
    ['create --dry-run=server -f -', meta('name: a, finalizers: [unqualified]')],
  ),
  scenario(
    'invalid-owner',
    'owner references',
    [
      'create --dry-run=server -f -',
      meta('name: a, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: x, uid: ""}]'),
    ],
    ['create --dry-run=server -f -', meta('name: a, ownerReferences: [{kind: ConfigMap, name: x, uid: u}]')],
  ),
  scenario(
    'unknown-fields',
    'unknown fields: strict, warn, ignore',
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, unicorn: 1}\ndat: {k: v}\n'],
    ['create --validate=warn -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndat: {k: v}\n'],
    ['create --validate=ignore -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndat: {k: v}\n'],
    [
      'apply -f -',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: c}\nspec: {replica: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {container: [], containers: [{name: a, image: b, imagePullPolice: Always}]}}}\n',
    ],
    ['apply --server-side -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\ndat: {k: v}\n'],
  ),
  scenario(
    'duplicate-fields',
    'a field given twice',
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: v}\ndata: {k: w}\n'],
    [
      'create --validate=warn -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {k: v, k: w}\n',
    ],
  ),
  scenario(
    'wrong-types',
    'values of the wrong type',
    [
      'create --dry-run=server -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {port: 80, on: true}\n',
    ],
    ['create --dry-run=server -f -', deployment('web').replace('replicas: 2', 'replicas: two')],
    ['create --dry-run=server -f -', deployment('web').replace('replicas: 2', 'replicas: "2"')],
    ['create --dry-run=server -f -', deployment('web').replace('replicas: 2', 'replicas: 1.5')],
    ['create --dry-run=server -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: [1]\n'],
    ['create --dry-run=server -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: name\n'],
    ['create --dry-run=server -f -', service('web').replace('port: 80', 'port: eighty')],
  ),
  scenario(
    'conflict',
    'an update against an old version',
    quietly('create -f -', configMap('a', { k: '1' })),
    [
      'replace -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, resourceVersion: "12"}\ndata: {}\n',
    ],
    'label cm a x=y --resource-version=12',
    [
      'replace -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, uid: 11111111-2222-3333-4444-555555555555}\ndata: {}\n',
    ],
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fresh, resourceVersion: "12"}\n'],
  ),
  scenario(
    'request-errors',
    'requests that make no sense',
    [
      'create --raw /api/v1/namespaces/{ns}/configmaps -f -',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}',
    ],
    ['create --raw /api/v1/namespaces/{ns}/configmaps -f -', 'not json'],
    ['create --raw /api/v1/namespaces/{ns}/configmaps -f -', '{"metadata":{"name":"untyped"}}'],
    [
      'replace --raw /api/v1/namespaces/{ns}/configmaps/a -f -',
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}',
    ],
    ['create --raw /api/v1/namespaces/{ns}/configmaps?dryRun=Some -f -', '{"metadata":{"name":"x"}}'],
    [
      'create --raw /apis/apps/v1/namespaces/{ns}/deployments -f -',
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"replicas":"no"}}',
    ],
  ),
];
