'use client';

import { CopyButton } from '#components/ui/copy-button.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { EvaluatedExpression } from '#lib/pipelines/expressions/schema.ts';
import classes from './try-expression.module.css';

interface TriedResultProps {
  text: string;
  result: EvaluatedExpression;
}

/** What the text becomes; or what is wrong with it, with the place marked. */
export function TriedResult({ text, result }: TriedResultProps) {
  const { error } = result;
  if (error) {
    return (
      <div className={classes.fault} role="alert">
        <p>{error.message}</p>
        <pre className={classes.value}>
          {text.slice(0, error.from)}
          <mark>{text.slice(error.from, Math.max(error.to, error.from + 1)) || ' '}</mark>
          {text.slice(Math.max(error.to, error.from + 1))}
        </pre>
      </div>
    );
  }
  const shown = typeof result.value === 'string' ? result.value : JSON.stringify(result.value, null, 2);
  return (
    <div className={classes.result}>
      <div className={classes.head}>
        <strong>Becomes</strong>
        <Tag isMono>{result.type}</Tag>
        {result.isCut ? <span className={classes.faint}>only its beginning is shown</span> : null}
        <span className={classes.grow} />
        <CopyButton value={shown ?? ''} what="result" />
      </div>
      <pre className={classes.value}>{shown === '' ? ' ' : shown}</pre>
      {result.isUnresolved ? (
        <p className={classes.warn}>A part of it was not found, so that it stays as written.</p>
      ) : null}
      {result.executionId === null ? (
        <p className={classes.faint}>
          No run gave values: parameters have their defaults, stages have no outputs.
        </p>
      ) : null}
    </div>
  );
}
