import type { ObjectStore } from '../../store/contract.ts';
import { isStatus } from '../../store/status-error.ts';
import { type Stored, wireTime } from '../objects/meta.ts';
import { type Collection, collection } from './collection.ts';
import { createCorrelator } from './event-correlator.ts';

/** An event as core/v1 has it. */
export interface ClusterEvent extends Stored {
  involvedObject: { kind: string; name: string; namespace?: string; uid: string; fieldPath?: string };
  type: string;
  reason: string;
  message: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  series?: { count: number; lastObservedTime: string };
  [more: string]: unknown;
}

/** One thing to tell about an object. */
export interface EventNote {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** The part of the object it is about, such as `spec.containers{web}`. */
  fieldPath?: string;
}

/** Writes events the way the real controllers' recorders do. */
export interface EventRecorder {
  /** By a controller or a kubelet: counted on one object while it repeats. */
  record(component: string, object: Stored, note: EventNote, host?: string): void;
  /** By the scheduler, which writes the newer form of event, with a time of micro-seconds and a series. */
  recordAction(component: string, object: Stored, action: string, note: EventNote): void;
}

/** Makes the recorder of a store. */
export function createEventRecorder(store: ObjectStore): EventRecorder {
  const events: Collection<ClusterEvent> = collection(store, 'events');
  const correlator = createCorrelator();
  let serial = 0;

  function nameFor(object: Stored): string {
    // Real events end in the nanoseconds of their time; the serial keeps two of one millisecond apart.
    serial = (serial + 1) % 1_000_000;
    const nanos = BigInt(store.now().getTime()) * 1_000_000n + BigInt(serial);
    return `${object.metadata.name}.${nanos.toString(16)}`;
  }

  function base(object: Stored, note: EventNote) {
    const { name, namespace, uid, resourceVersion } = object.metadata;
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: nameFor(object), namespace: namespace ?? 'default' },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name,
        ...(namespace === undefined ? {} : { namespace }),
        uid,
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
        ...(note.fieldPath === undefined ? {} : { fieldPath: note.fieldPath }),
      },
      reason: note.reason,
      message: note.message,
      type: note.type,
    };
  }

  /** Events are told on the side: a namespace on its way out refuses them, and that is no failure of the teller. */
  function write(event: Parameters<typeof events.create>[0]): string | undefined {
    try {
      return events.create(event).metadata.name;
    } catch (error) {
      if (isStatus(error, 'Forbidden') || isStatus(error, 'NotFound')) return undefined;
      throw error;
    }
  }

  function facts(component: string, host: string, object: Stored, note: EventNote) {
    const { type, reason, message, fieldPath = '' } = note;
    return { component, host, about: object.metadata.uid, fieldPath, type, reason, message };
  }

  return {
    record(component, object, note, host = '') {
      const nowMs = store.now().getTime();
      const verdict = correlator.correlate(facts(component, host, object, note), nowMs);
      if (verdict.kind === 'drop') return;
      const now = wireTime(store.now());
      if (verdict.kind === 'count') {
        const live = events.get(object.metadata.namespace ?? 'default', verdict.name);
        if (live) {
          events.update(live, (event) => ({
            ...event,
            message: verdict.message,
            count: (event.count ?? 1) + 1,
            lastTimestamp: now,
          }));
          return;
        }
      }
      const message = verdict.message;
      const name = write({
        ...base(object, { ...note, message }),
        source: { component, ...(host === '' ? {} : { host }) },
        firstTimestamp: now,
        lastTimestamp: now,
        count: 1,
        eventTime: null,
        reportingComponent: component,
        reportingInstance: host,
      });
      if (name !== undefined && verdict.kind === 'create') verdict.remember(name);
    },
    recordAction(component, object, action, note) {
      const micros = store.now().toISOString().replace('Z', '000Z');
      write({
        ...base(object, note),
        source: {},
        firstTimestamp: null,
        lastTimestamp: null,
        eventTime: micros,
        action,
        reportingComponent: component,
        reportingInstance: component,
      });
    },
  };
}
