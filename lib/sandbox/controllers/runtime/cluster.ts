import type { ObjectStore } from '../../store/contract.ts';
import type { Pod } from '../objects/pod.ts';
import type { Clock } from './clock.ts';
import type { Collection } from './collection.ts';
import type { EventRecorder } from './events.ts';
import type { Orphans } from './orphans.ts';

/** What every controller works with. */
export interface Cluster {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly pods: Collection<Pod>;
  readonly orphans: Orphans;
  /** How much quicker than by default the simulated nodes work. */
  readonly speed: number;
  /** Answers in [0, 1); fixed in tests. */
  readonly random: () => number;
}
