// Records the field numbers of Kubernetes' protobuf encoding into protobuf.json, from the Go sources of the API:
//   node lib/sandbox/kinds/record-protobuf.ts
// Needs Go (the sources come as modules of e2e/cluster). The .proto files would not do: only the Go types tell a pointer from
// a value, and thus a zero that somebody wrote from one that merely was not left out.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

interface Source {
  /** `core/v1`, `meta/v1` ... */
  name: string;
  text: string;
  imports: Map<string, string>;
}

const META = 'apimachinery/pkg/apis/meta/v1';
const scalars: Record<string, string> = {
  string: 'text',
  bool: 'bool',
  int: 'int',
  int32: 'int',
  int64: 'int',
  uint32: 'int',
  byte: 'int',
  float64: 'double',
};
/** Types whose JSON form is not that of their fields. */
const special: Record<string, string> = {
  'meta/v1.Time': 'time',
  'meta/v1.MicroTime': 'microtime',
  'meta/v1.FieldsV1': 'raw',
  'intstr.IntOrString': 'int-or-text',
  'resource.Quantity': 'quantity',
  'runtime.RawExtension': 'raw',
  'types.UID': 'text',
  'types.NodeName': 'text',
};

const [api = '', machinery = ''] = execFileSync(
  'go',
  ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/api', 'k8s.io/apimachinery'],
  {
    cwd: join(import.meta.dirname, '../../../e2e/cluster'),
    encoding: 'utf8',
  },
).split('\n');

const sources = new Map<string, Source>();
for (const file of [...globSync(join(api, '*/v*/types.go')), join(machinery, 'pkg/apis/meta/v1/types.go')]) {
  const name = file.startsWith(api) ? dirname(relative(api, file)) : 'meta/v1';
  const other = join(dirname(file), 'group_version.go');
  const text = readFileSync(file, 'utf8') + (existsSync(other) ? readFileSync(other, 'utf8') : '');
  const imports = new Map<string, string>();
  for (const [, alias, path = ''] of text.matchAll(/^\s+(\w+)?\s*"(k8s\.io\/[^"]+)"$/gm)) {
    const imported = path.endsWith(META) ? 'meta/v1' : path.replace('k8s.io/api/', '');
    const short = imported.startsWith('k8s.io/') ? (imported.split('/').at(-1) ?? '') : imported;
    imports.set(alias ?? path.split('/').at(-1) ?? '', short);
  }
  sources.set(name, { name, text, imports });
}

const messages: Record<string, string[]> = {};
const kinds: Record<string, string> = {};
for (const source of sources.values()) {
  if (!/v[12]$/.test(source.name)) continue;
  const group = groupOf(source.name);
  for (const [, kind = '', body = ''] of source.text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    if (!/^\s+(metav1\.)?TypeMeta\s+`json:"(,inline)?"/m.test(body) || kind.endsWith('List')) continue;
    kinds[`${group}/${kind}`] = message(source, kind);
  }
}
writeFileSync(
  join(import.meta.dirname, 'protobuf.json'),
  `{"kinds":${JSON.stringify(kinds)},\n"messages":{\n${Object.entries(messages)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, fields]) => `${JSON.stringify(name)}:${JSON.stringify(fields)}`)
    .join(',\n')}\n}}\n`,
);

/** `apps/v1` of the folder apps/v1, `rbac.authorization.k8s.io/v1` of rbac/v1, `v1` of core/v1. */
function groupOf(name: string): string {
  if (name === 'meta/v1') return 'meta';
  const register = readFileSync(join(api, name, 'register.go'), 'utf8');
  const group = /GroupName = "([^"]*)"/.exec(register)?.[1] ?? '';
  const version = name.split('/')[1] ?? '';
  return group === '' ? version : `${group}/${version}`;
}

/** Notes the fields of a struct and of everything it holds; returns the message's name. */
function message(source: Source, type: string): string {
  const name = `${source.name}.${type}`;
  if (messages[name]) return name;
  const body = new RegExp(`^type ${type} struct \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(source.text)?.[1];
  if (body === undefined) throw new Error(`no struct ${name}`);
  const fields: string[] = [];
  messages[name] = fields;
  for (const [, declared = '', json = '', protobuf = ''] of body.matchAll(
    /^\s+(?!\/\/)(\S.*?)\s+`json:"([^"]*)"[^`]*protobuf:"([^"]*)"[^`]*`/gm,
  )) {
    const [jsonName = '', ...flags] = json.split(',');
    const goType = declared.split(/\s+/).at(-1) ?? '';
    const number = protobuf.split(',')[1];
    if (jsonName === '') fields.push(`${number} ~ ${resolve(source, goType)}`);
    else {
      const left = !goType.startsWith('*') && flags.includes('omitempty');
      fields.push(`${number} ${jsonName} ${resolve(source, goType)}${left ? ' ?' : ''}`);
    }
  }
  return name;
}

/** The type of a field: a scalar's name, a message's, `[]T`, or `{}T` for a map from text. */
function resolve(source: Source, goType: string): string {
  if (goType.startsWith('*')) return resolve(source, goType.slice(1));
  if (goType === '[]byte') return 'bytes';
  if (goType.startsWith('[]')) return `[]${resolve(source, goType.slice(2))}`;
  const map = /^map\[[^\]]+\](.*)$/.exec(goType)?.[1];
  if (map !== undefined) return `{}${resolve(source, map)}`;
  const scalar = scalars[goType];
  if (scalar) return scalar;
  const [first = '', second] = goType.split('.');
  const home = second === undefined ? source.name : (source.imports.get(first) ?? first);
  const type = second ?? first;
  const known = special[`${home}.${type}`];
  if (known) return known;
  const owner = sources.get(home);
  if (!owner) throw new Error(`${source.name}: unknown package of ${goType}`);
  const alias = new RegExp(`^type ${type} (?!struct)(\\S+)$`, 'm').exec(owner.text)?.[1];
  if (alias === undefined) return message(owner, type);
  // A named list is a message of its own on the wire, with the list as its only field.
  return alias.startsWith('[]') ? `wrapped${resolve(owner, alias)}` : resolve(owner, alias);
}
