import { deployment, documents, job, pod, service, statefulSet } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

/** What cannot be changed once it is there. */
export const immutable = [
  scenario(
    'immutable-fields',
    'what cannot be changed',
    quietly(
      'create -f -',
      documents(
        deployment('web', { replicas: 0 }),
        statefulSet('db', { replicas: 0 }),
        job('once', '  suspend: true\n'),
        service('web'),
      ),
    ),
    'patch deployment web -p \'{"spec":{"selector":{"matchLabels":{"x":"y"}}}}\'',
    'patch statefulset db -p \'{"spec":{"serviceName":"other"}}\'',
    'patch job once -p \'{"spec":{"completions":3}}\'',
    'patch job once --type=json -p \'[{"op":"replace","path":"/spec/selector","value":{}}]\'',
    'patch service web -p \'{"spec":{"clusterIP":"10.96.99.99"}}\'',
    'patch deployment web -p \'{"metadata":{"namespace":"other"}}\'',
  ),
  scenario(
    'immutable-config',
    'immutable ConfigMaps and Secrets',
    quietly(
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nimmutable: true\ndata: {k: v}\n',
    ),
    'patch cm a -p \'{"data":{"k":"w"}}\'',
    'patch cm a -p \'{"immutable":false}\'',
    'label cm a fine=yes',
    quietly('create secret generic s --from-literal=a=b'),
    'patch secret s -p \'{"type":"other"}\'',
  ),
  scenario(
    'immutable-pod',
    'most of a pod',
    quietly('create -f -', pod('one')),
    'patch pod one -p \'{"spec":{"containers":[{"name":"main","image":"nginx:1.28"}]}}\'',
    'patch pod one -p \'{"spec":{"restartPolicy":"Never"}}\'',
    'patch pod one -p \'{"spec":{"containers":[{"name":"main","command":["x"]}]}}\'',
    'label pod one a=b',
  ),
];
