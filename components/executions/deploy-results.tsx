'use client';

import { DiffView } from '#components/ui/diff-view.tsx';
import { Tag } from '#components/ui/tag.tsx';
import classes from './execution.module.css';
import { previewIn, progressIn, touchedIn } from './read-deploy.ts';

interface Props {
  context: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** What a stage did or would do to a cluster: the objects, how far they are, the difference. Nothing for other stages. */
export function DeployResults({ context, outputs }: Props) {
  const touched = touchedIn(context, outputs);
  const messages = progressIn(context);
  const preview = previewIn(context);
  return (
    <>
      {messages.length > 0 ? (
        <section className={classes.section} aria-label="Progress">
          <h3 className={classes.sectionTitle}>Progress</h3>
          {messages.map((message) => (
            <span key={message} className={classes.muted}>
              {message}
            </span>
          ))}
        </section>
      ) : null}
      {touched.length > 0 ? (
        <section className={classes.section} aria-label="Objects">
          <h3 className={classes.sectionTitle}>Objects</h3>
          <ul className={classes.tasks}>
            {touched.map(({ name, namespace }) => (
              <li key={`${namespace}/${name}`} className={classes.task}>
                <span className={classes.taskName}>{name}</span>
                {namespace ? <Tag isMono>{namespace}</Tag> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {preview.length > 0 ? (
        <section className={classes.section} aria-label="What would change">
          <h3 className={classes.sectionTitle}>What would change</h3>
          {preview.map(({ name, change, diff }) => (
            <div key={name} className={classes.section}>
              <span>
                {name} <Tag>{change}</Tag>
              </span>
              {diff ? <DiffView label={`Difference of ${name}`} diff={diff} maxHeight={280} /> : null}
            </div>
          ))}
        </section>
      ) : null}
    </>
  );
}
