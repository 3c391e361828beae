import type { AddressInfo } from 'node:net';
import { prepareCreate } from './api/admission/prepare-create.ts';
import type { Api, LogProvider } from './api/context.ts';
import { listen } from './api/http/server.ts';
import { trackController } from './api/managed-fields/track-controller.ts';
import { serveCustomResources } from './api/system/custom-resources.ts';
import { startControllers } from './controllers/index.ts';
import { createCatalogue } from './kinds/catalogue.ts';
import { kubeconfig } from './kubeconfig.ts';
import { seedCluster } from './seed/index.ts';
import { createStore, type ObjectStore, type StoreRules, type VersionedStore } from './store/store.ts';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Port on the loopback interface; 0 or absent: any free one. */
  readonly port?: number;
  /** Data folder; absent: everything lives in memory. */
  readonly data?: string;
  readonly clock?: () => Date;
  /** Demand this bearer token. kubectl sends none over plain HTTP, so this is for other clients only. */
  readonly token?: string;
  /** Run controllers, scheduler and simulated nodes (true); without them objects are only kept. */
  readonly controllers?: boolean;
  /** Give claims that name no class a volume (false), as a cluster with a default storage class does. */
  readonly storage?: boolean;
  /** How many simulated nodes there are (3). */
  readonly nodes?: number;
  /** How many times quicker than usual containers start and stop (1). */
  readonly speed?: number;
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

// Kinds with a spec whose objects nevertheless count no generations.
const WITHOUT_GENERATION = [
  'configmaps',
  'namespaces',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'resourcequotas',
  'secrets',
  'serviceaccounts',
  'services',
  'leases.coordination.k8s.io',
  'limitranges',
];

// Kinds without a spec whose objects nevertheless count generations.
const WITH_GENERATION = [
  'priorityclasses.scheduling.k8s.io',
  'endpointslices.discovery.k8s.io',
  'podtemplates',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
];

/** The store of a sandbox: whoever creates an object in it, client or controller, passes the same admission. */
function sandboxStore(options: SandboxOptions, api: () => Api): VersionedStore {
  const rules: StoreRules = {
    admit(resource, draft) {
      const served = api().catalogue.stored(resource);
      return served === undefined ? draft : prepareCreate(api(), served, draft).object;
    },
    track(resource, live, next) {
      const served = api().catalogue.stored(resource);
      return served === undefined ? next : trackController(api(), served, live, next);
    },
    hasGeneration: (resource, object) =>
      (object.spec !== undefined && !WITHOUT_GENERATION.includes(resource)) ||
      api().catalogue.stored(resource)?.custom !== undefined ||
      WITH_GENERATION.includes(resource),
  };
  return createStore({ ...options, rules });
}

/** Starts an embedded Kubernetes API server with its controllers. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const stopping = new AbortController();
  let logs: LogProvider | undefined;
  const store = sandboxStore(options, () => api);
  const api: Api = { store, catalogue: createCatalogue(), logs: () => logs, stopped: stopping.signal };
  const ends = [serveCustomResources(api)];
  seedCluster(store, options);
  // A real server's watches begin after its own first objects too: what came before is too old for anybody.
  store.history.forget(Number(store.resourceVersion()));
  if (options.controllers !== false) {
    const { nodes = 3, speed = 1 } = options;
    const onFailure = (controller: string, key: string, error: unknown) => {
      process.stderr.write(`sandbox: ${controller} failed on ${key}: ${String(error)}\n`);
    };
    const controllers = startControllers(store, { nodes, speed, onFailure });
    logs = controllers.logs;
    ends.push(() => controllers.stop());
  }
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
      for (const end of ends) end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}
