import type { Catalogue, ServedResource } from '../kinds/catalogue.ts';
import type { KubernetesObject } from '../store/object.ts';
import type { VersionedStore } from '../store/store.ts';

/** One line of a container's log. */
export interface LogLine {
  readonly time: Date;
  readonly text: string;
}

/** Where containers' logs come from: the controllers' simulated kubelet. */
export interface LogProvider {
  /** Lines written so far by the container's current (or previous) run; undefined when there was no such run. */
  read(pod: KubernetesObject, container: string, previous: boolean): readonly LogLine[] | undefined;
  /** Calls back for each new line until the returned function is called; `ended` when the container stops. */
  follow(
    pod: KubernetesObject,
    container: string,
    onLine: (line: LogLine) => void,
    ended: () => void,
  ): () => void;
}

/** What every verb of the API works with. */
export interface Api {
  readonly store: VersionedStore;
  readonly catalogue: Catalogue;
  readonly logs: () => LogProvider | undefined;
  /** Ends when the server stops: watches and followed logs close then. */
  readonly stopped: AbortSignal;
}

/** A request that has found its resource. */
export interface ResourceCall {
  readonly resource: ServedResource;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}
