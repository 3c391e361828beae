import { quietly, scenario } from '../scenario.ts';

const widgets = (group: string, version: string, more = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.${group}}
spec:
  group: ${group}
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd], categories: [toys]}
  versions:
${version}${more}`;
const v1 = `  - name: v1
    served: true
    storage: true
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}
    additionalPrinterColumns:
    - {name: Replicas, type: integer, jsonPath: .spec.replicas}
    - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
    - {name: Mode, type: string, jsonPath: .spec.mode, priority: 1}
    - {name: Since, type: date, jsonPath: .status.since}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [replicas]
            properties:
              replicas: {type: integer, minimum: 0, maximum: 9, default: 1}
              mode: {type: string, enum: [slow, fast], default: slow}
              name: {type: string, pattern: "^[a-z]+$", maxLength: 5}
              port: {x-kubernetes-int-or-string: true}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              parts:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [id]
                items: {type: object, required: [id], properties: {id: {type: string}, size: {type: number}}}
              flags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
              map: {type: object, additionalProperties: {type: boolean}}
              maybe: {type: string, nullable: true}
              when: {type: string, format: date-time}
          status:
            type: object
            x-kubernetes-preserve-unknown-fields: true
`;
const v2 = `  - name: v2
    served: true
    storage: false
    deprecated: true
    deprecationWarning: "v2 goes away"
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
`;
const widget = (group: string, name: string, spec: string, version = 'v1') =>
  `apiVersion: ${group}/${version}\nkind: Widget\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const established = (group: string) =>
  quietly(`wait --for=condition=Established crd/widgets.${group} --timeout=20s`);

/** Definitions of custom resources: what their schemas refuse, their subresources and versions. */
export const customSchemas = [
  scenario(
    'further-crd-schema',
    'what a schema refuses',
    ['create -f -', widgets('schema.test', v1)],
    established('schema.test'),
    ['create -f -', widget('schema.test', 'a', '{}')],
    'get widgets.schema.test',
    'get widgets.schema.test -o wide',
    ['create -f -', widget('schema.test', 'b', '{replicas: 10}')],
    ['create -f -', widget('schema.test', 'b', '{replicas: 1.5}')],
    ['create -f -', widget('schema.test', 'b', '{replicas: "1"}')],
    ['create -f -', widget('schema.test', 'b', '{mode: medium, name: TOOLONG1, replicas: -1}')],
    ['create -f - --validate=false', widget('schema.test', 'b', '{unicorn: 1, map: {a: x}}')],
    ['create -f -', widget('schema.test', 'b', '{unicorn: 1}')],
    ['create -f -', widget('schema.test', 'b', '{parts: [{id: a}, {id: a}]}')],
    ['create -f -', widget('schema.test', 'b', '{parts: [{size: 1}]}')],
    ['create -f -', widget('schema.test', 'b', '{flags: [a, a]}')],
    ['create -f -', widget('schema.test', 'b', '{port: 1.5}')],
    ['create -f -', widget('schema.test', 'b', '{when: yesterday}')],
    ['create -f -', widget('schema.test', 'b', '{replicas: null, maybe: null, port: "x", free: {a: [1]}}')],
    'get wd.schema.test b -o yaml',
    ['create -f -', widget('schema.test', 'c', '[]')],
    ['create -f -', 'apiVersion: schema.test/v1\nkind: Widget\nmetadata: {name: c}\n'],
    'get wd.schema.test c -o yaml',
    ['create -f -', widget('schema.test', 'Bad_name', '{}')],
    ['create -f -', 'apiVersion: schema.test/v3\nkind: Widget\nmetadata: {name: c}\n'],
    'delete crd widgets.schema.test',
    'get widgets.schema.test',
  ),
  scenario(
    'further-crd-subresources',
    'status and scale of one own',
    ['create -f -', widgets('sub.test', v1)],
    established('sub.test'),
    ['create -f -', `${widget('sub.test', 'a', '{replicas: 2}')}status: {replicas: 5}\n`],
    'get wd.sub.test a -o yaml',
    `patch wd.sub.test a --subresource=status --type=merge -p '{"status":{"replicas":3,"selector":"a=b","since":"2020-01-01T00:00:00Z","conditions":[{"type":"Ready","status":"True"}]},"spec":{"replicas":7}}'`,
    'get wd.sub.test a',
    'get wd.sub.test a --subresource=scale -o yaml',
    'scale wd.sub.test a --replicas=4',
    'scale wd.sub.test a --replicas=40',
    'get wd.sub.test a -o jsonpath="{.spec.replicas} {.metadata.generation} {.status.replicas}"',
    `patch wd.sub.test a --type=merge -p '{"status":{"replicas":9}}'`,
    `patch wd.sub.test a --type=json -p '[{"op":"add","path":"/spec/flags","value":["x"]}]'`,
    `patch wd.sub.test a -p '{"spec":{"replicas":1}}'`,
    'wait --for=condition=Ready wd.sub.test/a --timeout=1s',
    ['apply --server-side -f -', widget('sub.test', 'a', '{replicas: 4, parts: [{id: x, size: 1}]}')],
    [
      'apply --server-side --field-manager=two -f -',
      widget('sub.test', 'a', '{replicas: 4, parts: [{id: y, size: 2}], flags: [z]}'),
    ],
    'get wd.sub.test a -o yaml --show-managed-fields',
    ['apply -f -', widget('sub.test', 'b', '{replicas: 1}')],
    ['apply -f -', widget('sub.test', 'b', '{replicas: 2}')],
    ['diff -f -', widget('sub.test', 'b', '{replicas: 3}')],
    'describe wd.sub.test b',
    'label wd.sub.test b x=y',
    'rollout status wd.sub.test/b',
    'explain wd.spec.mode --api-version=sub.test/v1',
    'get --raw /apis/sub.test/v1',
    'get --raw /apis/sub.test/v1/namespaces/{ns}/widgets/a/scale',
    'delete wd.sub.test --all',
    quietly('delete crd widgets.sub.test'),
  ),
  scenario(
    'further-crd-definition',
    'definitions that are refused, and versions',
    ['create -f -', widgets('two.more.test', v1, v2)],
    established('two.more.test'),
    'get crd widgets.two.more.test -o yaml',
    'get crd widgets.two.more.test',
    ['create -f -', widget('two.more.test', 'a', '{replicas: 3}', 'v2')],
    'get widgets.v2.two.more.test a -o yaml',
    'get widgets.v1.two.more.test a -o yaml',
    'api-resources --api-group=two.more.test',
    'get --raw /apis/two.more.test',
    [
      'create -f -',
      widgets(
        'bad.test',
        v1.replace('served: true', 'served: false').replace('storage: true', 'storage: false'),
      ),
    ],
    ['create -f -', widgets('bad.test', v1).replace('name: widgets.', 'name: gizmos.')],
    ['create -f -', widgets('bad.test', v1).replace('scope: Namespaced', 'scope: Everywhere')],
    ['create -f -', widgets('bad.test', v1).replace('kind: Widget,', 'kind: "",')],
    ['create -f -', widgets('bad.test', v1 + v1)],
    ['create -f -', widgets('bad.test', '  - {name: v1, served: true, storage: true}\n')],
    [
      'create -f -',
      widgets(
        'bad.test',
        '  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {properties: {a: {type: thing}}}}}\n',
      ),
    ],
    [
      'create -f -',
      widgets(
        'bad.test',
        '  - {name: V_1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n',
      ),
    ],
    `patch crd widgets.two.more.test --type=merge -p '{"spec":{"scope":"Cluster"}}'`,
    `patch crd widgets.two.more.test --type=merge -p '{"spec":{"group":"x.test"}}'`,
    `patch crd widgets.two.more.test --type=json -p '[{"op":"replace","path":"/spec/versions/1/served","value":false}]'`,
    'get widgets.v2.two.more.test',
    'delete crd widgets.two.more.test',
  ),
];
