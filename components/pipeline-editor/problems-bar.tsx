'use client';

import { ActionIcon, Button, Collapse } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './editor.module.css';
import { WithCode } from './fields/field-row.tsx';
import type { Problem } from './problems.ts';

interface ProblemsBarProps {
  problems: readonly Problem[];
  onGo(problem: Problem): void;
  /** Writes the suggestion of a problem into its field. */
  onApply(problem: Problem): void;
}

/** What is wrong, one line at a time or all of it, each with the way to its field. */
export function ProblemsBar({ problems, onGo, onApply }: ProblemsBarProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [first] = problems;
  if (!first) return null;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const shown = isOpen && problems.length > 1;
  return (
    <section className={classes.problems} aria-label="Problems">
      <div className={classes.problemLine}>
        <span className={classes.problemChip} data-severity={errors > 0 ? 'error' : 'warning'}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
          {wordsFor(errors, errors > 0 && !shown ? 0 : problems.length - errors)}
        </span>
        {shown ? (
          <span className={classes.grow} />
        ) : (
          <>
            <ProblemWords problem={first} onApply={onApply} />
            <Button variant="default" size="xs" onClick={() => onGo(first)}>
              Go to field
            </Button>
          </>
        )}
        {problems.length > 1 ? (
          <ActionIcon
            aria-label={shown ? 'Show one problem' : 'Show all problems'}
            aria-expanded={shown}
            onClick={() => setIsOpen(!isOpen)}
          >
            {shown ? <IconChevronDown size={16} stroke={1.75} /> : <IconChevronUp size={16} stroke={1.75} />}
          </ActionIcon>
        ) : null}
      </div>
      <Collapse expanded={shown} keepMounted={false}>
        <ul className={classes.problemList}>
          {problems.map((problem) => (
            <li key={`${problem.path.join('.')} ${problem.message}`} className={classes.problemLine}>
              <IconAlertTriangle
                size={14}
                stroke={1.75}
                className={classes.problemIcon}
                data-severity={problem.severity}
                aria-label={problem.severity === 'error' ? 'Error' : 'Warning'}
              />
              <ProblemWords problem={problem} onApply={onApply} />
              <Button variant="subtle" size="xs" onClick={() => onGo(problem)}>
                Go
              </Button>
            </li>
          ))}
        </ul>
      </Collapse>
    </section>
  );
}

function ProblemWords({ problem, onApply }: { problem: Problem; onApply(problem: Problem): void }) {
  const { subject, message, suggestion } = problem;
  const isShort = suggestion !== undefined && suggestion.length < 60;
  return (
    <span className={classes.problemWords}>
      <strong>{subject}:</strong> <WithCode text={message} />
      {isShort ? (
        <>
          {' '}
          Did you mean{' '}
          <button type="button" className={classes.suggestion} onClick={() => onApply(problem)}>
            {suggestion}
          </button>
          ?
        </>
      ) : null}
    </span>
  );
}

function wordsFor(errors: number, warnings: number): string {
  const parts = [];
  if (errors > 0) parts.push(errors === 1 ? '1 problem' : `${errors} problems`);
  if (warnings > 0) parts.push(warnings === 1 ? '1 warning' : `${warnings} warnings`);
  return parts.join(', ');
}
