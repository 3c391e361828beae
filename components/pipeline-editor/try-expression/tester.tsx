'use client';

import { Select, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import type { PipelineDocument } from '../document.ts';
import type { PipelineEditorProps } from '../editor-props.ts';
import { readStages } from '../stage-graph.ts';
import { TriedResult } from './tried-result.tsx';
import classes from './try-expression.module.css';

interface TesterProps {
  text: string;
  stageKey: string | undefined;
  document: PipelineDocument;
  evaluate: NonNullable<PipelineEditorProps['evaluate']>;
  loadRuns: PipelineEditorProps['loadRuns'];
}

/** Nothing yet, or the braces that stand there to be filled. */
const BLANK = /^\s*(\$\{\s*\})?\s*$/;

const OUTSIDE = '';
const NO_RUNS: readonly never[] = [];

/** The text, where it stands, whose values it sees, and what it becomes: asked again as one types. */
export function Tester({ document, evaluate, loadRuns, ...start }: TesterProps) {
  const [text, setText] = useState(start.text);
  const [stageKey, setStageKey] = useState(start.stageKey ?? OUTSIDE);
  const [chosenRun, setChosenRun] = useState<string>();
  const [settled] = useDebouncedValue(text, 250);
  const isBlank = BLANK.test(settled);
  const resultId = useId();
  const runs = useQuery({
    queryKey: ['pipeline-editor', 'past-runs', document.id],
    queryFn: async () => (loadRuns ? await loadRuns() : NO_RUNS),
  });
  const executionId = chosenRun ?? runs.data?.[0]?.id;
  const result = useQuery({
    queryKey: ['pipeline-editor', 'evaluate', document, settled, stageKey, executionId],
    queryFn: () =>
      evaluate({
        text: settled,
        document,
        ...(stageKey === OUTSIDE ? {} : { stageKey }),
        ...(executionId === undefined ? {} : { executionId }),
      }),
    enabled: !isBlank && !runs.isPending,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const stages = readStages(document).map(({ key, name }) => ({ value: key, label: name }));
  return (
    <div className={classes.tester}>
      <Textarea
        data-autofocus
        label="Text with expressions"
        description="For example: ${parameters.version}-${#alphanumerical(trigger.user)}"
        aria-describedby={resultId}
        autosize
        minRows={2}
        maxRows={12}
        spellCheck={false}
        classNames={{ input: classes.mono }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.choices}>
        <Select
          label="With the values of"
          data={(runs.data ?? []).map(({ id, label }) => ({ value: id, label }))}
          value={executionId ?? null}
          placeholder={runs.isPending ? 'Looking for runs' : 'No run yet: defaults of the document'}
          disabled={!runs.data?.length}
          onChange={(id) => setChosenRun(id ?? undefined)}
          allowDeselect={false}
          searchable
        />
        <Select
          label="As written in"
          data={[{ value: OUTSIDE, label: 'The pipeline, outside of stages' }, ...stages]}
          value={stageKey}
          onChange={(key) => setStageKey(key ?? OUTSIDE)}
          allowDeselect={false}
          searchable={stages.length > 8}
        />
      </div>
      {runs.isError ? <Notice tone="wait" title={errorSentence(runs.error)} /> : null}
      <section
        id={resultId}
        aria-label="Result"
        aria-live="polite"
        data-old={result.isPlaceholderData || undefined}
      >
        {result.isError ? <Notice tone="bad" title={errorSentence(result.error)} /> : null}
        {result.data && !result.isError && !isBlank ? (
          <TriedResult text={settled} result={result.data} />
        ) : null}
        {isBlank ? <p className={classes.faint}>Write something to see what it becomes.</p> : null}
      </section>
    </div>
  );
}
