import { configMap, deployment, service } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

/** Watches of kubectl: what they show while objects change. */
export const watches = [
  scenario(
    'watch-formats',
    'a watch in every format',
    quietly('create -f -', configMap('a', { k: '1' })),
    {
      run: 'get cm a -w -o name',
      forMs: 1500,
      meanwhile: [{ run: 'annotate cm a x=y' }, { run: 'delete cm a' }],
    },
    quietly('create -f -', configMap('b', { k: '1' })),
    {
      run: 'get cm b -w -o yaml --watch-only',
      forMs: 1500,
      meanwhile: [{ run: 'patch cm b -p \'{"data":{"k":"2"}}\'' }, { run: 'delete cm b' }],
    },
    quietly('create -f -', configMap('c', { k: '1' })),
    {
      run: 'get cm c -w -o jsonpath=\'{.data.k}{"\\n"}\'',
      forMs: 1500,
      meanwhile: [{ run: 'patch cm c -p \'{"data":{"k":"2"}}\'' }],
    },
    {
      run: 'get cm c -w --output-watch-events -o json --watch-only',
      forMs: 1500,
      meanwhile: [{ run: 'label cm c x=y' }],
    },
    'get cm none -w',
    'get cm c a -w',
    'get cm,svc -w',
    'get cm c -w --sort-by=.metadata.name',
  ),
  scenario(
    'watch-selectors',
    'what enters and leaves a selection',
    quietly('create -f -', configMap('a', { k: '1' }, '{tier: front}')),
    {
      run: 'get cm -l tier=front -w --output-watch-events -o custom-columns=N:.metadata.name,T:.metadata.labels.tier',
      forMs: 1500,
      meanwhile: [
        { run: 'label cm a tier=back --overwrite' },
        { run: 'label cm a tier=front --overwrite' },
        { run: 'label cm a other=x' },
        { run: 'delete cm a' },
      ],
    },
    {
      run: 'get cm --field-selector metadata.name=b -w --watch-only -o name',
      forMs: 1500,
      meanwhile: [
        { run: 'create -f -', stdin: configMap('b', {}) },
        { run: 'create -f -', stdin: configMap('c', {}) },
        { run: 'delete cm b c' },
      ],
    },
    {
      run: 'get cm -A -l watched=here -w --output-watch-events --no-headers',
      forMs: 1500,
      meanwhile: [{ run: 'create -f -', stdin: configMap('d', {}, '{watched: here}') }],
    },
  ),
  scenario('watch-services', 'a watch of a table of services', quietly('create -f -', service('web')), {
    run: 'get svc web -w',
    forMs: 1500,
    meanwhile: [
      { run: 'patch svc web -p \'{"spec":{"type":"NodePort"}}\'' },
      { run: 'patch svc web -p \'{"spec":{"ports":[{"name":"more","port":81}]}}\'' },
      { run: 'delete svc web' },
    ],
  }),
  scenario(
    'watch-deployment',
    'a watch of a Deployment that is scaled to nothing',
    quietly('create -f -', deployment('web', { replicas: 0 })),
    quietly('rollout status deployment/web --timeout=40s'),
    {
      run: 'get deploy web -w --output-watch-events -o custom-columns=R:.spec.replicas,P:.spec.paused',
      forMs: 2000,
      compare: 'sorted',
      meanwhile: [{ run: 'rollout pause deployment/web' }, { run: 'delete deployment web' }],
    },
  ),
  scenario(
    'watch-raw',
    'events of a watch by address',
    quietly('create -f - --field-manager=one', configMap('a', { k: '1' }, '{w: "1"}')),
    {
      run: "get --raw '/api/v1/namespaces/{ns}/configmaps?watch=1&timeoutSeconds=4&labelSelector=w%3D1'",
      forMs: 4000,
      meanwhile: [
        { run: 'patch cm a --field-manager=one -p \'{"data":{"k":"2"}}\'' },
        { run: 'label cm a w- --field-manager=one' },
        { run: 'label cm a w=1 --field-manager=one' },
        { run: 'delete cm a' },
      ],
    },
    {
      run: "get --raw '/apis/apps/v1/namespaces/{ns}/deployments?watch=1&timeoutSeconds=1&resourceVersion=1'",
    },
    "get --raw '/api/v1/namespaces/{ns}/configmaps?watch=1&timeoutSeconds=1&resourceVersion=999999999'",
    "get --raw '/api/v1/namespaces/{ns}/configmaps?watch=1&timeoutSeconds=1&fieldSelector=metadata.unicorn%3Da'",
    "get --raw '/api/v1/namespaces/{ns}/configmaps?watch=1&timeoutSeconds=1&labelSelector=a%20b%20c'",
    "get --raw '/api/v1/namespaces/{ns}/configmaps?watch=1&timeoutSeconds=1&limit=1&continue=abc'",
    "get --raw '/api/v1/namespaces/{ns}/unicorns?watch=1&timeoutSeconds=1'",
    "get --raw '/api/v1/namespaces/{ns}/secrets?watch=1&timeoutSeconds=1' --as=jane",
  ),
];
