import { Age } from '#components/status/age.tsx';
import { Chip } from '#components/status/status-chip.tsx';
import type { ObjectDetails } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';

/** What the cluster says happened to an object and its pods, newest first. */
export function EventList({ events }: { events: ObjectDetails['events'] }) {
  if (events.length === 0)
    return <span className={classes.muted}>The cluster keeps no events of it (they go after an hour).</span>;
  return events.map((event) => (
    <div key={`${event.object}/${event.reason}/${event.lastSeen}/${event.message}`} className={classes.event}>
      <div className={classes.eventHead}>
        <Chip tone={event.type === 'Warning' ? 'bad' : 'idle'}>{event.reason}</Chip>
        <span className={classes.mono}>{event.object}</span>
        <span className={classes.number}>
          {event.count > 1 ? `${event.count}× ` : ''}
          {event.lastSeen ? <Age at={event.lastSeen} /> : null}
        </span>
      </div>
      {event.message}
    </div>
  ));
}
