import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClusterClient } from '../contract.ts';
import { createClient } from '../create-client.ts';
import { loadKubeconfig } from '../load-kubeconfig.ts';

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  headers: IncomingMessage['headers'];
};
type Handler = (asked: Asked, response: ServerResponse) => void;

export type FakeServer = {
  client: ClusterClient;
  /** Calls other than discovery, in order. */
  asked: Asked[];
  close(): Promise<void>;
};

const discovery = {
  kind: 'APIGroupDiscoveryList',
  items: [
    {
      metadata: {},
      versions: [
        {
          version: 'v1',
          resources: ['ConfigMap', 'Pod'].map((kind) => ({
            resource: `${kind.toLowerCase()}s`,
            responseKind: { kind },
            scope: 'Namespaced',
            verbs: ['get', 'list'],
          })),
        },
      ],
    },
  ],
};

/** A server on the loopback interface that answers as the test says, and a client of it. */
export async function fakeServer(
  handler: Handler,
  options: { answerTimeoutMs?: number } = {},
): Promise<FakeServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (url.pathname === '/api') return json(response, 200, discovery);
      if (url.pathname === '/apis') return json(response, 200, { kind: 'APIGroupDiscoveryList', items: [] });
      const one: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        body: Buffer.concat(chunks).toString('utf8'),
        headers: request.headers,
      };
      asked.push(one);
      handler(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = createClient(
    'fake',
    loadKubeconfig({ source: 'inline', kubeconfig: kubeconfigOf(port) }),
    options,
  );
  return {
    client,
    asked,
    close: async () => {
      await client.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export function json(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A refusal as the API server words it. */
export function refusal(code: number, reason: string, message: string): unknown {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message };
}

function kubeconfigOf(port: number): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    clusters: [
      { name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'u', user: { token: 'secret-token' } }],
  });
}
