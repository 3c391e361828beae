import type { GraphStage } from '#components/graph/model.ts';
import type { StageDescription } from '#lib/stages/fields.ts';
import type { Presence } from './editor-props.ts';
import { describeStage } from './lookups.ts';
import type { Problem } from './problems.ts';
import type { EditorStage } from './stage-graph.ts';

/** The stages as the shared graph draws them: a line about each, and how many problems it has. */
export function toGraphStages(
  stages: readonly EditorStage[],
  descriptions: readonly StageDescription[],
  problems: readonly Problem[],
  presence: readonly Presence[] = [],
): GraphStage[] {
  const counts = new Map<string, number>();
  for (const { stageKey, severity } of problems) {
    if (stageKey !== undefined && severity === 'error') counts.set(stageKey, (counts.get(stageKey) ?? 0) + 1);
  }
  const people = Map.groupBy(presence, ({ stageKey }) => stageKey);
  return stages.map((entry) => {
    const description = describeStage(descriptions, entry.type);
    return {
      refId: entry.key,
      name: entry.name,
      type: description?.type ?? entry.type,
      icon: description?.icon,
      requisites: entry.requires,
      subtitle: lineAbout(entry, description),
      problems: counts.get(entry.key),
      people: people.get(entry.key)?.map(({ name }) => name),
    };
  });
}

/** One short line about what a stage does; a summary that stumbles over a half-filled stage gives way to the kind. */
function lineAbout(entry: EditorStage, description: StageDescription | undefined): string {
  if (!description) return entry.type || 'no type';
  try {
    return description.summary?.(entry.stage) || description.label;
  } catch {
    return description.label;
  }
}
