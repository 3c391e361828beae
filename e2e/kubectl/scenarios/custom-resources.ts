import { quietly, scenario } from '../scenario.ts';

const definition = (group: string, rest = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.${group}}
spec:
  group: ${group}
  scope: Namespaced
  names: {plural: gadgets, singular: gadget, kind: Gadget, shortNames: [gd]}
  versions:
  - name: v1
    served: true
    storage: true
${rest}    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, minimum: 1, maximum: 10}
              color: {type: string, enum: [red, blue], default: red}
              tags: {type: array, maxItems: 2, items: {type: string}}
          status:
            type: object
            properties:
              ready: {type: boolean}
              replicas: {type: integer}
`;
const columns = `    additionalPrinterColumns:
    - {name: Size, type: integer, jsonPath: .spec.size}
    - {name: Color, type: string, jsonPath: .spec.color, priority: 1}
    - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
`;
const subresources = `    subresources:
      status: {}
      scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.replicas}
`;
const gadget = (group: string, name: string, spec: string) =>
  `apiVersion: ${group}/v1\nkind: Gadget\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const established = (group: string) =>
  quietly(`wait --for=condition=Established crd/gadgets.${group} --timeout=20s`);

/** Custom resource definitions and their objects. Each scenario has a group of its own, since definitions have no namespace. */
export const customResources = [
  scenario(
    'crd',
    'a definition and an object of it',
    ['apply -f -', definition('one.test')],
    established('one.test'),
    'get crd gadgets.one.test',
    ['apply -f -', gadget('one.test', 'a', '{size: 3}')],
    'get gadgets.one.test',
    'get gadget.one.test a -o yaml',
    ['apply -f -', gadget('one.test', 'a', '{size: 4}')],
    'describe gadgets.one.test a',
    'patch gadgets.one.test a --type=merge -p \'{"spec":{"size":5}}\'',
    'patch gadgets.one.test a -p \'{"spec":{"size":6}}\'',
    'delete gadgets.one.test a',
    'delete crd gadgets.one.test',
    'get gadgets.one.test',
  ),
  scenario(
    'crd-columns',
    'columns of a custom object',
    quietly('apply -f -', definition('two.test', columns)),
    established('two.test'),
    quietly('apply -f -', gadget('two.test', 'a', '{size: 3, color: blue}')),
    'get gadgets.two.test',
    'get gadgets.two.test -o wide',
    'api-resources --api-group=two.test',
    'delete crd gadgets.two.test',
  ),
  scenario(
    'crd-validation',
    'the schema is kept',
    quietly('apply -f -', definition('three.test')),
    established('three.test'),
    ['apply -f -', gadget('three.test', 'a', '{size: 30, color: green}')],
    ['apply -f -', gadget('three.test', 'a', '{}')],
    ['apply -f -', gadget('three.test', 'a', '{size: big}')],
    ['apply -f -', gadget('three.test', 'a', '{size: 1, tags: [a, b, c]}')],
    ['apply -f -', gadget('three.test', 'a', '{size: 1, unknown: x}')],
    ['create --validate=ignore -f -', gadget('three.test', 'b', '{size: 1, unknown: x}')],
    "get gadgets.three.test b -o jsonpath='{.spec}'",
    ['apply -f -', 'apiVersion: three.test/v1\nkind: Gadget\nmetadata: {name: c}\n'],
    'delete crd gadgets.three.test',
  ),
  scenario(
    'crd-subresources',
    'status and scale of a custom object',
    quietly('apply -f -', definition('four.test', subresources)),
    established('four.test'),
    quietly('apply -f -', gadget('four.test', 'a', '{size: 3}')),
    'patch gadgets.four.test a --subresource=status --type=merge -p \'{"status":{"ready":true}}\'',
    "get gadgets.four.test a -o jsonpath='{.status} {.metadata.generation}'",
    'patch gadgets.four.test a --type=merge -p \'{"status":{"ready":false}}\'',
    "get gadgets.four.test a -o jsonpath='{.status}'",
    'scale gadgets.four.test a --replicas=5',
    "get gadgets.four.test a -o jsonpath='{.spec.size} {.metadata.generation}'",
    'delete crd gadgets.four.test',
  ),
  scenario(
    'crd-server-side',
    'server-side apply of a custom object',
    quietly('apply -f -', definition('five.test')),
    established('five.test'),
    ['apply --server-side -f -', gadget('five.test', 'a', '{size: 3}')],
    ['apply --server-side --field-manager=two -f -', gadget('five.test', 'a', '{size: 4}')],
    'get gadgets.five.test a -o yaml --show-managed-fields',
    ['diff -f -', gadget('five.test', 'a', '{size: 5}')],
    'delete crd gadgets.five.test',
  ),
  scenario(
    'crd-invalid',
    'a definition that cannot be',
    ['apply -f -', definition('six.test').replace('gadgets.six.test', 'other.six.test')],
    ['apply -f -', definition('seven.test').replace('scope: Namespaced', 'scope: Everywhere')],
    [
      'apply -f -',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: gadgets.eight.test}\nspec: {group: eight.test, scope: Namespaced, names: {plural: gadgets, kind: Gadget}, versions: [{name: v1, served: true, storage: true}]}\n',
    ],
  ),
  scenario(
    'crd-delete',
    'objects go with their definition',
    quietly('apply -f -', definition('nine.test')),
    established('nine.test'),
    quietly('apply -f -', gadget('nine.test', 'a', '{size: 3}')),
    'delete crd gadgets.nine.test',
    'get gadgets.nine.test a',
    ['apply -f -', gadget('nine.test', 'a', '{size: 3}')],
  ),
  scenario(
    'crd-explain',
    'explain of a custom object',
    quietly('apply -f -', definition('ten.test')),
    established('ten.test'),
    { run: 'explain gadgets.ten.test.spec', settle: true },
    'delete crd gadgets.ten.test',
  ),
];
