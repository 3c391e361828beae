'use client';

import { DiffView } from '#components/ui/diff-view.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { withoutFileNames } from '#components/ui/without-file-names.ts';
import classes from './execution.module.css';
import { plannedIn, previewIn, progressIn, touchedIn } from './read-deploy.ts';
import { TouchedObject } from './touched-object.tsx';

interface Props {
  application: string;
  /** Still at work: its progress is worth showing. */
  isActive: boolean;
  context: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** What a stage did or would do to a cluster: the objects with their live health, how far they are, the difference. */
export function DeployResults({ application, isActive, context, outputs }: Props) {
  const touched = touchedIn(context, outputs);
  const messages = isActive ? progressIn(context) : [];
  const preview = previewIn(context);
  const planned = plannedIn(context);
  const [same, changed] = [
    preview.filter(({ change }) => change === 'unchanged'),
    preview.filter(({ change }) => change !== 'unchanged'),
  ];
  const account = typeof context.account === 'string' ? context.account : '';
  return (
    <>
      {messages.length > 0 ? (
        <section className={classes.section} aria-label="Progress" aria-live="polite">
          <h3 className={classes.sectionTitle}>Waiting for</h3>
          {messages.map((message) => (
            <span key={message} className={classes.muted}>
              {message}
            </span>
          ))}
        </section>
      ) : null}
      {touched.length > 0 ? (
        <section className={classes.section} aria-label="Objects">
          <h3 className={classes.sectionTitle}>
            {touched.length === 1 ? 'Object' : `${touched.length} objects`}
            {account ? <Tag isMono>{account}</Tag> : null}
          </h3>
          <ul className={classes.tasks}>
            {touched.map(({ name, namespace }) => (
              <TouchedObject
                key={`${namespace}/${name}`}
                application={application}
                account={account}
                name={name}
                namespace={namespace}
              />
            ))}
          </ul>
        </section>
      ) : null}
      {planned.length > 0 ? (
        <section aria-label="What it would do">
          {planned.map((sentence) => (
            <p key={sentence} className={classes.plannedWords}>
              {sentence}
            </p>
          ))}
        </section>
      ) : null}
      {preview.length > 0 ? (
        <section className={classes.section} aria-label="What would change">
          <h3 className={classes.sectionTitle}>What would change</h3>
          {changed.map(({ name, change, diff }) => (
            <div key={name} className={classes.diff}>
              <span className={classes.diffName}>
                {name}{' '}
                <Tag tone={change === 'created' ? 'ok' : change === 'removed' ? 'bad' : 'idle'}>{change}</Tag>
              </span>
              {diff ? (
                <DiffView label={`Difference of ${name}`} diff={withoutFileNames(diff)} maxHeight={280} />
              ) : null}
            </div>
          ))}
          {same.length > 0 ? (
            <span className={classes.muted}>Unchanged: {same.map(({ name }) => name).join(', ')}</span>
          ) : null}
        </section>
      ) : null}
    </>
  );
}
