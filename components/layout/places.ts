/** Addresses of the console's pages, in one place. Names of applications are path segments. */
export const places = {
  home: () => '/',
  approvals: () => '/approvals',
  applications: () => '/applications',
  /** The list with its dialog open. */
  newApplication: () => '/applications?new=true',
  application: (name: string) => `/applications/${encodeURIComponent(name)}`,
  clusters: (name: string) => `/applications/${encodeURIComponent(name)}/clusters`,
  /** The clusters with an object's details open. */
  object: (application: string, object: { account: string; namespace: string; kind: string; name: string }) =>
    `/applications/${encodeURIComponent(application)}/clusters?${new URLSearchParams({ at: object.account, ns: object.namespace, kind: object.kind, name: object.name })}`,
  pipelines: (name: string) => `/applications/${encodeURIComponent(name)}/pipelines`,
  pipeline: (name: string, id: string) =>
    `/applications/${encodeURIComponent(name)}/pipelines/${encodeURIComponent(id)}`,
  newPipeline: (name: string) => `/applications/${encodeURIComponent(name)}/pipelines/new`,
  execution: (name: string, id: string, stage?: string) =>
    `/applications/${encodeURIComponent(name)}/executions/${encodeURIComponent(id)}${stage ? `?stage=${encodeURIComponent(stage)}` : ''}`,
  tasks: (name: string) => `/applications/${encodeURIComponent(name)}/tasks`,
  config: (name: string) => `/applications/${encodeURIComponent(name)}/config`,
  accounts: () => '/accounts',
  people: () => '/people',
  audit: () => '/audit',
  settings: () => '/settings',
  signIn: () => '/sign-in',
};

/** The application whose pages we are on, if any. */
export function applicationOf(pathname: string): string | null {
  const name = /^\/applications\/([^/]+)/.exec(pathname)?.[1];
  return name === undefined ? null : decodeURIComponent(name);
}
