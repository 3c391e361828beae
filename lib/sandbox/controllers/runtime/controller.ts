import type { ResourceId, StoreEvent } from '../../store/contract.ts';

/** The keys that an event gives work for. */
export type KeysOf = (event: StoreEvent) => string | readonly string[] | undefined;

/** The answer of a run that was refused by the API: again, later and later. */
export const RETRY = Symbol('retry');

/** One reconciler: which events concern it, and what it does about a key. */
export interface Controller {
  readonly name: string;
  readonly watches: Readonly<Record<ResourceId, KeysOf>>;
  /**
   * Brings the world nearer to what the object wants. Safe to repeat.
   * @returns milliseconds after which to look again by itself; nothing when the next event is soon enough
   */
  reconcile(key: string): number | typeof RETRY | undefined;
  /** Two runs for one key keep this distance, so that bursts of events are answered once (default 0). */
  readonly spacingMs?: number;
}
