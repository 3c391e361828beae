import { isObject, type JsonObject, objectsIn, type PipelineDocument, stringsIn } from './document.ts';
import { withRefIds } from './edit-stages.ts';
import { type EditorStage, nextRefId, readStages } from './stage-graph.ts';

/** Marks our text on the clipboard, so that pasting tells stages from any other JSON. */
const FORMAT = 'foredeck/stages';

/** The text put on the clipboard for the given stages, with the arrows between them. */
export function copyStages(document: PipelineDocument, keys: readonly string[]): string {
  const stages = readStages(withRefIds(document)).filter((stage) => keys.includes(stage.key));
  return JSON.stringify({ format: FORMAT, stages: stages.map((stage) => stage.stage) }, null, 2);
}

/**
 * The stages in a clipboard text: ours, one stage, a list of stages, or a whole pipeline, so that JSON copied out
 * of Deck or a repository works too. Undefined when the text holds none.
 */
export function parseStages(text: string): JsonObject[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const candidates = isObject(value) && Array.isArray(value.stages) ? value.stages : value;
  const stages = objectsIn(Array.isArray(candidates) ? candidates : [candidates]);
  const named = stages.filter((stage) => typeof stage.type === 'string');
  return named.length > 0 ? named : undefined;
}

/**
 * Pastes stages with fresh refIds and names. Arrows among them are kept; those without one inside the paste are
 * hung behind `after`, or start the pipeline when that is empty.
 */
export function pasteStages(
  document: PipelineDocument,
  pasted: readonly JsonObject[],
  after: readonly string[],
): { document: PipelineDocument; keys: string[] } {
  const written = withRefIds(document);
  const stages = readStages(written);
  const first = Number(nextRefId(stages));
  const incoming = readStages({ stages: [...pasted] });
  const fresh = new Map(incoming.map((entry, index) => [entry.key, String(first + index)]));
  const names = new Set(stages.map((stage) => stage.name));
  const added = incoming.map((entry) => {
    const inside = stringsIn(entry.requires.map((key) => fresh.get(key)));
    const name = freeName(entry, names);
    names.add(name);
    return {
      ...entry.stage,
      name,
      refId: fresh.get(entry.key),
      requisiteStageRefIds: inside.length > 0 ? inside : [...after],
    };
  });
  return {
    document: { ...written, stages: [...objectsIn(written.stages), ...added] },
    keys: [...fresh.values()],
  };
}

/** The name itself, or the first of "Name 2", "Name 3" ... that nobody has. */
export function freeName(entry: Pick<EditorStage, 'name'>, taken: ReadonlySet<string>): string {
  if (!taken.has(entry.name)) return entry.name;
  const base = entry.name.replace(/ \d+$/, '');
  let number = 2;
  while (taken.has(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}
