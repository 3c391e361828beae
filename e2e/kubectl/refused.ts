/** A step that would create the manifest, and does not. */
function create(manifest: string): [run: string, stdin: string] {
  return ['create --dry-run=server -f -', manifest];
}

/** Steps with objects of one kind, by the rest of their manifest. */
export function of(apiVersion: string, kind: string, metadata = '{name: x}') {
  return (body: string) =>
    create(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${body}\n`);
}
