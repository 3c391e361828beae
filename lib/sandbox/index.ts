import type { AddressInfo } from 'node:net';
import type { Api, LogProvider } from './api/context.ts';
import { listen } from './api/http/server.ts';
import { createCatalogue } from './kinds/catalogue.ts';
import { kubeconfig } from './kubeconfig.ts';
import { createStore, type ObjectStore } from './store/store.ts';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Port on the loopback interface; 0 or absent: any free one. */
  readonly port?: number;
  /** Data folder; absent: everything lives in memory. */
  readonly data?: string;
  readonly clock?: () => Date;
  /** Demand this bearer token. kubectl sends none over plain HTTP, so this is for other clients only. */
  readonly token?: string;
}

/** A running sandbox cluster. */
export interface Sandbox {
  readonly url: string;
  readonly port: number;
  /** YAML that lets kubectl and Foredeck in. */
  readonly kubeconfig: string;
  readonly store: ObjectStore;
  stop(): Promise<void>;
}

/** Starts an embedded Kubernetes API server. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const store = createStore(options);
  const catalogue = createCatalogue();
  const stopping = new AbortController();
  const logs: LogProvider | undefined = undefined;
  const api: Api = { store, catalogue, logs: () => logs, stopped: stopping.signal };
  const server = await listen(api, options.port ?? 0, options.token);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    kubeconfig: kubeconfig(url, options.token),
    store,
    async stop() {
      stopping.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}
