import { configOf } from '#lib/accounts/index.ts';
import { subscribe } from '#lib/events/index.ts';
import type { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import {
  type AccountCache,
  type CacheChange,
  type ClusterClient,
  createAccountCache,
  createClient,
  loadKubeconfig,
} from '#lib/kubernetes/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { messageOf, NotFound, Unavailable } from '#lib/platform/errors.ts';
import { logger } from '#lib/platform/logger.ts';
import { processState } from '#lib/platform/process-state.ts';
import type { Account as AccountRow } from '#prisma/generated/client.ts';

/** One account as this process holds it. */
export interface Member {
  readonly name: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly permissions: unknown;
  readonly client: ClusterClient;
  readonly cache: AccountCache;
  readonly mayUseNamespace: (namespace: string) => boolean;
  /** What is said of kinds that the cluster defines by itself. */
  readonly customResources: AccountConfig['customResources'];
  /** The row's version this was made from. */
  readonly version: number;
}

const RETRY_MS = 2000;

/**
 * All accounts of this process: a client and a live cache each, kept in step with what is stored. Every account fails
 * alone: one that cannot be opened is told by name and slows nobody.
 */
class Fleet {
  readonly #members = new Map<string, Member>();
  readonly #broken = new Map<string, string>();
  readonly #listeners = new Set<(change: CacheChange) => void>();
  readonly #statusListeners = new Set<(account: string) => void>();
  #loading: Promise<void> = Promise.resolve();
  #stop: () => void = () => undefined;
  #retry: NodeJS.Timeout | undefined;

  async start(): Promise<void> {
    this.#stop = subscribe((event) => {
      if (event.kind === 'account.changed') void this.#reload();
    });
    // A kubeconfig file may appear later (the sandbox writes its own when it is up).
    this.#retry = setInterval(() => this.#broken.size > 0 && void this.#reload(), RETRY_MS);
    this.#retry.unref();
    await this.#reload();
  }

  async stop(): Promise<void> {
    clearInterval(this.#retry);
    this.#stop();
    await Promise.all([...this.#members.values()].map((member) => this.#close(member)));
  }

  members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** Throws NotFound for an unknown account, Unavailable for one that could not be opened. */
  member(name: string): Member {
    const member = this.#members.get(name);
    if (member) return member;
    const reason = this.#broken.get(name);
    if (reason) throw new Unavailable(`Account ${name} cannot be used: ${reason}`);
    throw new NotFound(`There is no account ${name}.`);
  }

  /** Hears every change of every account's objects. */
  onChange(listener: (change: CacheChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears when an account turns live or stale. */
  onStatus(listener: (account: string) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Reloads take turns, so that two changes in a row cannot open an account twice. */
  #reload(): Promise<void> {
    this.#loading = this.#loading
      .then(() => this.#load())
      .catch((error: unknown) => {
        logger('fleet').error({ error: messageOf(error) }, 'the accounts could not be read');
      });
    return this.#loading;
  }

  async #load(): Promise<void> {
    const rows = await database().account.findMany();
    const wanted = new Map(rows.map((row) => [row.name, row]));
    for (const member of [...this.#members.values()]) {
      if (wanted.get(member.name)?.version === member.version) continue;
      this.#members.delete(member.name);
      await this.#close(member);
    }
    this.#broken.clear();
    for (const row of rows) if (!this.#members.has(row.name)) this.#open(row);
  }

  #open(row: AccountRow): void {
    try {
      const config = configOf(row);
      const client = createClient(row.name, loadKubeconfig(config.credentials, config.context));
      const cache = createAccountCache({ config, client });
      cache.subscribe((change) => {
        for (const listener of this.#listeners) listener(change);
      });
      cache.onStatus(() => {
        for (const listener of this.#statusListeners) listener(row.name);
      });
      this.#members.set(row.name, {
        name: row.name,
        environment: config.environment ?? row.name,
        isProduction: config.isProduction,
        permissions: row.permissions,
        client,
        cache,
        mayUseNamespace: (namespace) =>
          !config.omitNamespaces.includes(namespace) &&
          (config.namespaces.length === 0 || config.namespaces.includes(namespace)),
        customResources: config.customResources,
        version: row.version,
      });
      cache.start();
    } catch (error) {
      this.#broken.set(row.name, messageOf(error));
      logger('fleet').warn({ account: row.name, error: messageOf(error) }, 'an account cannot be opened');
    }
  }

  async #close(member: Member): Promise<void> {
    await member.cache.stop();
    await member.client.close();
  }
}

export type { Fleet };

/** The fleet of this process; started at the first call. */
export async function fleet(): Promise<Fleet> {
  return processState('fleet', async () => {
    const started = new Fleet();
    await started.start();
    return started;
  });
}
