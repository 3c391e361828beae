import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Presence } from '#components/pipeline-editor/editor-props.ts';
import { useNow } from '#components/status/use-now.ts';
import { call } from '#lib/client/call.ts';
import { editorStaysMs, type HeardEditor } from '#lib/client/pipeline-editors.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { announceEditorApi } from '#lib/pipelines/api.ts';

const AGAIN_MS = 20_000;
/** A walk through the stages is one announcement. */
const SETTLED_MS = 600;
const NOBODY: readonly HeardEditor[] = [];

/**
 * Who else has the pipeline open. Every editor announces itself every 20 s, when it goes to another stage, and when
 * somebody comes, so that the newcomer hears of everybody at once.
 */
export function usePresence(pipelineId: string, stage: string | null): readonly Presence[] {
  const [tab] = useState(() => crypto.randomUUID());
  const me = useQuery(administrationQueries.me()).data?.id;
  const queryKey = keys.pipelineEditors(pipelineId);
  const editors = useQuery<readonly HeardEditor[]>({ queryKey, queryFn: skipToken }).data ?? NOBODY;
  const now = useNow(10_000) ?? 0;
  const others = editors.filter((editor) => editor.tab !== tab && now - editor.heardAt < editorStaysMs);

  const announce = useEffectEvent((isGone: boolean) => {
    const body = { tab, stage, isGone };
    // Without the server nobody hears of it; the next announcement comes anyhow.
    void call<typeof announceEditorApi>('POST /pipelines/{id}/editors', {
      params: { id: pipelineId },
      body,
    }).catch(() => undefined);
  });
  useEffect(() => {
    const timer = setInterval(() => announce(false), AGAIN_MS);
    return () => {
      clearInterval(timer);
      announce(true);
    };
  }, []);

  const reason = [
    stage,
    ...others.map((editor) => editor.tab).toSorted((left, right) => left.localeCompare(right)),
  ].join();
  useEffect(() => {
    const timer = setTimeout(() => announce(false), reason.length > 0 ? SETTLED_MS : 0);
    return () => clearTimeout(timer);
  }, [reason]);

  return others.map((editor) => ({
    id: editor.tab,
    name: editor.userId === me ? 'You, in another tab,' : editor.name,
    ...(editor.stage === null ? {} : { stageKey: editor.stage }),
  }));
}
