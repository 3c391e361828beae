import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { Invalid, messageOf } from '#lib/platform/errors.ts';
import { ApiError } from './api-error.ts';

/** An open way to one API server: where it is, who we are there, and the sockets. */
export type Connection = {
  readonly server: URL;
  readonly isTlsVerified: boolean;
  headers(): Promise<Record<string, string>>;
  /** For ordinary calls: a bounded number of sockets, so that a burst queues here rather than at the server. */
  calls(): Promise<Dispatcher>;
  /** For watches and logs, which hold a socket each. */
  streams(): Promise<Dispatcher>;
  /** Forgets cached credentials: after a 401 the next call reads rotated ones. */
  forget(): void;
  close(): Promise<void>;
};

type Identity = { headers: Record<string, string>; tls: Tls; loadedAt: number };
type Tls = {
  ca?: RequestOptions['ca'];
  cert?: RequestOptions['cert'];
  key?: RequestOptions['key'];
  servername?: string | undefined;
  rejectUnauthorized?: boolean | undefined;
};

// Token files and exec plug-ins rotate; asking them on every call would be slow.
const identityLifeMs = 30_000;
const connectTimeoutMs = 10_000;
const callSockets = 24;

export function openConnection(config: KubeConfig): Connection {
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new Invalid('The kubeconfig has no current cluster.');
  const server = new URL(cluster.server);
  let identity: Identity | undefined;
  let sockets: { tls: string; calls: Dispatcher; streams: Dispatcher } | undefined;

  async function identify(): Promise<Identity> {
    if (identity && Date.now() - identity.loadedAt < identityLifeMs) return identity;
    identity = await loadIdentity(config);
    return identity;
  }

  async function open() {
    const { tls } = await identify();
    const fingerprint = JSON.stringify(tls);
    if (sockets?.tls === fingerprint) return sockets;
    const retired = sockets;
    sockets = {
      tls: fingerprint,
      calls: makeDispatcher(cluster?.proxyUrl, tls, callSockets),
      streams: makeDispatcher(cluster?.proxyUrl, tls, null),
    };
    // A new client certificate: calls in flight finish on the old sockets.
    void retired?.calls.close().catch(() => undefined);
    void retired?.streams.close().catch(() => undefined);
    return sockets;
  }

  return {
    server,
    isTlsVerified: server.protocol === 'https:' && cluster.skipTLSVerify !== true,
    headers: async () => (await identify()).headers,
    calls: async () => (await open()).calls,
    streams: async () => (await open()).streams,
    forget: () => {
      identity = undefined;
    },
    close: async () => {
      const closing = sockets;
      sockets = undefined;
      await Promise.allSettled([closing?.calls.destroy(), closing?.streams.destroy()]);
    },
  };
}

async function loadIdentity(config: KubeConfig): Promise<Identity> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (cause) {
    throw new ApiError({
      code: 401,
      reason: 'BadCredentials',
      message: `The credentials of the kubeconfig cannot be used: ${messageOf(cause)}.`,
      cause,
    });
  }
  const headers: Record<string, string> = {};
  const given = Array.isArray(options.headers) ? {} : (options.headers ?? {});
  for (const [name, value] of Object.entries(given)) headers[name.toLowerCase()] = String(value);
  if (options.auth) headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  return {
    headers,
    loadedAt: Date.now(),
    tls: {
      ca: options.ca,
      cert: options.cert,
      key: options.key,
      servername: options.servername,
      rejectUnauthorized: options.rejectUnauthorized,
    },
  };
}

function makeDispatcher(proxyUrl: string | undefined, tls: Tls, connections: number | null): Dispatcher {
  const connect = {
    ...tls,
    timeout: connectTimeoutMs,
    keepAlive: true,
    // With the probes that follow each second, the kernel gives up a dead peer within 20 s.
    keepAliveInitialDelay: 10_000,
  };
  const options = { connections, allowH2: false, pipelining: 1, keepAliveTimeout: 20_000 };
  if (!proxyUrl) return new Agent({ ...options, connect });
  if (!/^https?:/.test(proxyUrl)) {
    throw new Invalid(`The kubeconfig's proxy-url "${proxyUrl}" must begin with http:// or https://.`);
  }
  return new ProxyAgent({
    ...options,
    uri: proxyUrl,
    requestTls: connect,
    connect: { timeout: connectTimeoutMs, keepAlive: true },
  });
}
