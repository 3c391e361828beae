import type { ReactNode } from 'react';
import classes from './config.module.css';

/** One matter of a settings form: what it is about, and its fields. */
export function ConfigSection({
  title,
  about,
  children,
}: {
  title: string;
  about: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.about}>
        <h3>{title}</h3>
        <p>{about}</p>
      </div>
      <div className={classes.fields}>{children}</div>
    </section>
  );
}
