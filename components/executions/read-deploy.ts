import { z } from 'zod';

const Names = z.record(z.string(), z.array(z.string()));
const Preview = z.object({
  manifests: z.array(z.object({ manifestName: z.string(), change: z.string(), diff: z.string() })),
});

const Planned = z.object({ words: z.array(z.string()) });

type Fields = Record<string, unknown>;

/** The objects a stage deployed or touched, by its outputs (reference section 2.0). */
export function touchedIn(context: Fields, outputs: Fields): { name: string; namespace: string }[] {
  const key = 'outputs.manifestNamesByNamespace';
  const names = Names.safeParse(outputs[key] ?? context[key]);
  if (!names.success) return [];
  return Object.entries(names.data).flatMap(([namespace, list]) => list.map((name) => ({ name, namespace })));
}

/** What an unfinished rollout waits for. */
export function progressIn(context: Fields): string[] {
  const messages = z.array(z.string()).safeParse(context.messages);
  return messages.success ? [...new Set(messages.data)] : [];
}

/** What a dry run says that the stage would do, in sentences. */
export function plannedIn(context: Fields): string[] {
  const planned = Planned.safeParse(context.preview);
  return planned.success ? planned.data.words : [];
}

/** What a dry run found: the differences of a deploy. */
export function previewIn(context: Fields): { name: string; change: string; diff: string }[] {
  const preview = Preview.safeParse(context.preview);
  return preview.success
    ? preview.data.manifests.map(({ manifestName, ...rest }) => ({ name: manifestName, ...rest }))
    : [];
}
