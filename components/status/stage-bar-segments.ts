/** One stage of a run as the bar needs it. Times in milliseconds since 1970. */
export interface BarStage {
  id: string;
  name: string;
  status: string;
  startTime?: number | null;
  endTime?: number | null;
}

export interface BarSegment {
  id: string;
  name: string;
  status: string;
  /** Share of the whole bar, 0 to 1; all shares add up to 1. */
  share: number;
  /** Undefined until the stage has started. */
  durationMs?: number;
}

// A stage of a second beside one of an hour must still be seen and hit with a pointer.
const leastShare = 0.035;
// What has not begun is drawn as long as a typical stage of the same run.
const unknownMs = 30_000;

/** Segments in order, as wide as their stages took; stages still to come get the median of the others. */
export function stageBarSegments(stages: readonly BarStage[], nowMs: number): BarSegment[] {
  if (stages.length === 0) return [];
  const durations = stages.map((stage) => durationOf(stage, nowMs));
  const expected = median(durations.filter((ms) => ms !== undefined)) ?? unknownMs;
  const lengths = durations.map((ms) => Math.max(ms ?? expected, 1));
  const floor = Math.min(leastShare, 1 / stages.length);
  const shares = withFloor(lengths, floor);
  return stages.map((stage, index) => {
    const durationMs = durations[index];
    return {
      id: stage.id,
      name: stage.name,
      status: stage.status,
      share: shares[index] ?? 0,
      ...(durationMs === undefined ? {} : { durationMs }),
    };
  });
}

function durationOf(stage: BarStage, nowMs: number): number | undefined {
  if (stage.startTime == null) return undefined;
  return Math.max(0, (stage.endTime ?? nowMs) - stage.startTime);
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Shares of the whole with none below `floor`; the long ones give what the short ones need. */
function withFloor(lengths: readonly number[], floor: number): number[] {
  const short = new Set<number>();
  for (;;) {
    const longTotal = lengths.reduce((sum, length, index) => (short.has(index) ? sum : sum + length), 0);
    const room = 1 - floor * short.size;
    const next = lengths.findIndex(
      (length, index) => !short.has(index) && (length / longTotal) * room < floor - 1e-9,
    );
    if (next === -1) {
      return lengths.map((length, index) => (short.has(index) ? floor : (length / longTotal) * room));
    }
    short.add(next);
  }
}
