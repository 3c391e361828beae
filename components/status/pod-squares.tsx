import { groupFrom, groupPods, type PodHealth, podSentence } from './group-pods.ts';
import classes from './status.module.css';
import { statusLook } from './status-table.ts';

interface PodSquaresProps {
  pods: readonly { name: string; health: PodHealth }[];
  /** Makes each square a button; without it the row is one picture. */
  onOpen?: (name: string) => void;
}

/** One square a pod in the color of its health; counts by health from 100 pods up. */
export function PodSquares({ pods, onOpen }: PodSquaresProps) {
  const healths = pods.map((pod) => pod.health);
  const sentence = podSentence(healths);
  if (pods.length >= groupFrom) {
    return (
      <span className={classes.squares} role="img" aria-label={sentence} title={sentence}>
        {groupPods(healths).map(({ health, count }) => (
          <span key={health} className={classes.group} data-tone={statusLook(health).tone}>
            <span className={classes.square} data-tone={statusLook(health).tone} />
            {count.toLocaleString('en-US')}
          </span>
        ))}
      </span>
    );
  }
  if (!onOpen) {
    return (
      <span className={classes.squares} role="img" aria-label={sentence}>
        {pods.map((pod) => (
          <span
            key={pod.name}
            className={classes.square}
            data-tone={statusLook(pod.health).tone}
            title={`${pod.name}: ${statusLook(pod.health).word}`}
          />
        ))}
      </span>
    );
  }
  return (
    <fieldset className={classes.squares} aria-label={sentence}>
      {pods.map((pod) => (
        <button
          key={pod.name}
          type="button"
          className={classes.square}
          data-tone={statusLook(pod.health).tone}
          aria-label={`${pod.name}: ${statusLook(pod.health).word}`}
          title={`${pod.name}: ${statusLook(pod.health).word}`}
          onClick={() => onOpen(pod.name)}
        />
      ))}
    </fieldset>
  );
}

/** What the squares mean, below a page of them. */
export function PodLegend() {
  const shown: PodHealth[] = ['ready', 'starting', 'failing', 'stopping'];
  return (
    <span className={classes.squares} style={{ gap: 14, color: 'var(--fd-muted)', fontSize: 12 }}>
      {shown.map((health) => (
        <span key={health} className={classes.dotLine} style={{ gap: 6 }}>
          <span className={classes.square} data-tone={statusLook(health).tone} aria-hidden />
          {statusLook(health).word.toLowerCase()}
        </span>
      ))}
    </span>
  );
}
