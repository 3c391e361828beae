import type { StageRow } from '#lib/executions/schema.ts';

export interface TimelineRow {
  stage: StageRow;
  /** Where it begins, and how much of the whole it takes: 0 to 1. */
  start: number;
  share: number;
  /** Undefined until it has begun. */
  durationMs?: number;
  /** Brought along by another stage. */
  isInner: boolean;
}

/** Rows of the timeline between two moments (epoch ms): stages in pipeline order, inner ones after their parent. */
export function timelineRows(stages: readonly StageRow[], fromMs: number, toMs: number): TimelineRow[] {
  const whole = Math.max(1, toMs - fromMs);
  const inside = (ms: number) => Math.min(1, Math.max(0, (ms - fromMs) / whole));
  const inner = Map.groupBy(
    stages.filter((stage) => stage.parentId !== null),
    (stage) => stage.parentId,
  );
  const withInner = (stage: StageRow): StageRow[] => [
    stage,
    ...(inner.get(stage.id) ?? []).flatMap(withInner),
  ];
  return stages
    .filter((stage) => stage.parentId === null)
    .flatMap(withInner)
    .map((stage) => {
      const isInner = stage.parentId !== null;
      if (stage.startTime === null) return { stage, start: 0, share: 0, isInner };
      const end = stage.endTime ?? toMs;
      const start = inside(stage.startTime);
      return {
        stage,
        start,
        share: inside(end) - start,
        durationMs: Math.max(0, end - stage.startTime),
        isInner,
      };
    });
}
