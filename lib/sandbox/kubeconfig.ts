/**
 * The kubeconfig of a sandbox. `insecure-skip-tls-verify` is there for clients that refuse plain HTTP without it: the sandbox
 * listens on the loopback interface only.
 */
export function kubeconfig(url: string, token?: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: sandbox
  cluster:
    server: ${url}
    insecure-skip-tls-verify: true
users:
- name: sandbox-admin
  user: ${token === undefined ? '{}' : `{ token: ${JSON.stringify(token)} }`}
contexts:
- name: sandbox
  context:
    cluster: sandbox
    user: sandbox-admin
current-context: sandbox
`;
}
