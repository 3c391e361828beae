import type { QueryClient } from '@tanstack/react-query';
import type { DomainEvent, PipelineEditor } from '#lib/events/schema.ts';
import { keys } from './query-keys.ts';

/** Who was last heard of longer ago than this has gone without a word. They announce themselves every 20 s. */
export const editorStaysMs = 50_000;

/** An editor with the moment this browser heard of it: its clock and the server's may differ. Epoch ms. */
export type HeardEditor = PipelineEditor & { heardAt: number };

/** Who has a pipeline open, after another announcement: one entry a tab, the newest last. */
export function editorsAfter(
  editors: readonly HeardEditor[],
  announced: HeardEditor,
): readonly HeardEditor[] {
  const before = editors.find(({ tab }) => tab === announced.tab);
  // Events are told again after a break of the stream; an older one says nothing new.
  if (before && before.at > announced.at) return editors;
  const others = editors.filter(
    ({ tab, heardAt }) => tab !== announced.tab && announced.heardAt - heardAt < editorStaysMs,
  );
  return announced.isGone ? others : [...others, announced];
}

/** Keeps in the cache who has which pipeline open, as the live events tell. */
export function noteEditors(queryClient: QueryClient, events: readonly DomainEvent[]): void {
  for (const event of events) {
    if (event.kind !== 'pipeline.edited') continue;
    queryClient.setQueryData<readonly HeardEditor[]>(keys.pipelineEditors(event.pipelineId), (editors = []) =>
      editorsAfter(editors, { ...event.editor, heardAt: Date.now() }),
    );
  }
}
