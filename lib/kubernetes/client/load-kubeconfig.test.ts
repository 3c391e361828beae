import { describe, expect, test } from 'vitest';
import { loadKubeconfig } from './load-kubeconfig.ts';

type Parts = {
  cluster?: Record<string, unknown>;
  user?: Record<string, unknown>;
  current?: string | undefined;
};

function kubeconfig({ cluster = {}, user = { token: 't' }, current = 'c' }: Parts = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': current,
    contexts: ['c', 'd'].map((name) => ({ name, context: { cluster: 'k', user: 'u' } })),
    clusters: [{ name: 'k', cluster: { server: 'https://example.com', ...cluster } }],
    users: [{ name: 'u', user }],
  });
}

const load = (text: string, context?: string) =>
  loadKubeconfig({ source: 'inline', kubeconfig: text }, context);

describe('a pasted kubeconfig', () => {
  test('is taken with its current context, or another it has', () => {
    expect(load(kubeconfig()).getCurrentContext()).toBe('c');
    expect(load(kubeconfig(), 'd').getCurrentContext()).toBe('d');
  });

  test.each([
    ['that is not YAML', 'a: [', /not valid YAML/],
    ['that is something else', 'hello: world', /lists no clusters/],
    ['without that context', kubeconfig({ current: 'x' }), /has no context "x". It has: c, d/],
    [
      'with a CA file',
      kubeconfig({ cluster: { 'certificate-authority': '/etc/passwd' } }),
      /names a file \(certificate-authority\)/,
    ],
    [
      'with a client key file',
      kubeconfig({ user: { 'client-key': '/root/.ssh/id' } }),
      /names a file \(client-key\)/,
    ],
    ['with a token file', kubeconfig({ user: { tokenFile: '/etc/shadow' } }), /names a file \(tokenFile\)/],
    ['with a command', kubeconfig({ user: { exec: { command: 'sh' } } }), /names a command to run/],
    [
      'with a command of old',
      kubeconfig({ user: { 'auth-provider': { name: 'gcp' } } }),
      /names a command to run/,
    ],
    ['with plain http', kubeconfig({ cluster: { server: 'http://example.com' } }), /is not encrypted/],
    [
      'with another protocol',
      kubeconfig({ cluster: { server: 'ftp://example.com' } }),
      /must begin with https/,
    ],
    ['without an address', kubeconfig({ cluster: { server: 'nowhere' } }), /is not a URL/],
  ])('%s is refused with a sentence', (_, text, message) => {
    expect(() => load(text)).toThrow(message);
  });

  test('may use plain http where it says that it does not verify anyway', () => {
    const cluster = { server: 'http://127.0.0.1:8080', 'insecure-skip-tls-verify': true };
    expect(load(kubeconfig({ cluster })).getCurrentCluster()?.server).toBe('http://127.0.0.1:8080');
  });
});

test('a kubeconfig file that is not there is named', () => {
  expect(() => loadKubeconfig({ source: 'file', path: '/no/such/file' })).toThrow(
    /\/no\/such\/file cannot be read/,
  );
});
