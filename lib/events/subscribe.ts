import { Client } from 'pg';
import { z } from 'zod';
import { config } from '#lib/platform/config.ts';
import { database } from '#lib/platform/database/index.ts';
import { logger } from '#lib/platform/logger.ts';
import { histogram } from '#lib/platform/metrics.ts';
import { processState } from '#lib/platform/process-state.ts';
import { DomainEvent, type StreamedEvent } from './schema.ts';

/**
 * The process's ear on PostgreSQL's notifications. One connection a process listens; when it breaks it is opened again,
 * and a poll of the stored events every two seconds carries what a broken or silent connection would have missed.
 *
 *   connecting -> listening -> (connection lost) -> connecting ...
 *
 * Numbers are given out before commit, so a higher one can become visible first: the poll looks back a few seconds and
 * drops what it has told already.
 */
class EventHub {
  readonly #listeners = new Set<(event: StreamedEvent) => void>();
  readonly #told = new Map<string, number>();
  #client: Client | undefined;
  #poll: NodeJS.Timeout | undefined;
  #connectedAt = 0;
  #measured = 0n;

  subscribe(listener: (event: StreamedEvent) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  /** Tells this process's listeners of something that is not stored (changes of a cluster's cache). */
  tell(event: StreamedEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #start(): void {
    this.#connectedAt = performance.now();
    void this.#connect();
    this.#poll = setInterval(() => void this.#catchUp(), 2000);
    this.#poll.unref();
  }

  #stop(): void {
    clearInterval(this.#poll);
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: config().databaseUrl,
      application_name: 'foredeck-events',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    this.#client = client;
    const again = () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      setTimeout(() => this.#listeners.size > 0 && void this.#connect(), 1000 + Math.random() * 1000).unref();
    };
    client.on('error', (error) => {
      logger('events').warn({ error: error.message }, 'the event connection was lost');
      again();
    });
    client.on('end', again);
    client.on('notification', (message) => this.#receive(JSON.parse(message.payload ?? '{}')));
    try {
      await client.connect();
      await client.query('listen foredeck_events');
      // What was told before this connection could hear it need not wait for the poll.
      await this.#catchUp();
    } catch {
      void client.end().catch(() => undefined);
      again();
    }
  }

  async #catchUp(): Promise<void> {
    // By the database's clock: this machine's may be wrong.
    const seconds = Math.min(10, (performance.now() - this.#connectedAt) / 1000);
    try {
      const rows = await database().$queryRaw<{ id: bigint; at: Date; payload: unknown }[]>`
        select "id", "at", "payload" from "LiveEvent" where "at" >= now() - make_interval(secs => ${seconds})
        order by "id" limit 1000`;
      for (const row of rows) {
        this.#receive({ ...z.record(z.string(), z.unknown()).parse(row.payload), id: String(row.id) });
        this.#measure(row);
      }
    } catch {
      // The database is away: the next round asks again, and health checks say so meanwhile.
    }
    const old = Date.now() - 60_000;
    for (const [id, at] of this.#told) if (at < old) this.#told.delete(id);
  }

  /** Announcements carry no time; what is read again does, so the lag of both is measured here, once an event. */
  #measure(row: { id: bigint; at: Date }): void {
    const toldAt = this.#told.get(String(row.id));
    if (toldAt === undefined || row.id <= this.#measured) return;
    this.#measured = row.id;
    histogram({
      name: 'foredeck_event_lag_seconds',
      help: 'Time from the change of something to the moment this process heard of it',
    }).observe(Math.max(0, toldAt - row.at.getTime()) / 1000);
  }

  #receive(raw: unknown): void {
    const event = DomainEvent.and(z.object({ id: z.string() })).safeParse(raw);
    // A newer version may announce kinds that this one does not know.
    if (!event.success || this.#told.has(event.data.id)) return;
    this.#told.set(event.data.id, Date.now());
    this.tell(event.data);
  }
}

function hub(): EventHub {
  return processState('events.hub', () => new EventHub());
}

/** Hears every event that any process publishes. Returns how to stop. */
export function subscribe(listener: (event: StreamedEvent) => void): () => void {
  return hub().subscribe(listener);
}

/** Tells this process's subscribers alone; nothing is stored. */
export function tellHere(event: DomainEvent): void {
  hub().tell(event);
}
