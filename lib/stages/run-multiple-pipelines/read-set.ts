import { parse } from 'yaml';
import { isObject } from '#lib/engine/model.ts';
import type { PipelineOfSet } from './schema.ts';

/** Reads the set: bundles of applications, each with the pipeline to run and what it waits for. */
export function readSet(config: unknown): PipelineOfSet[] {
  const document: unknown = typeof config === 'string' ? parse(config, { maxAliasCount: 50 }) : config;
  const bundles = Array.isArray(document) ? document.filter(isObject) : isObject(document) ? [document] : [];
  const members: PipelineOfSet[] = [];
  for (const bundle of bundles.flatMap((item) => Object.values(item)).filter(isObject)) {
    for (const [name, member] of Object.entries(bundle)) {
      if (!isObject(member) || typeof member.child_pipeline !== 'string') continue;
      members.push({
        name,
        application: typeof member.application === 'string' ? member.application : name,
        pipeline: member.child_pipeline,
        parameters: isObject(member.arguments) ? member.arguments : {},
        dependsOn: Array.isArray(member.depends_on) ? member.depends_on.map(String) : [],
      });
    }
  }
  return inOrder(members);
}

/** Dependencies first. Throws a sentence for one that is missing or circular. */
function inOrder(members: readonly PipelineOfSet[]): PipelineOfSet[] {
  const names = new Set(members.map((member) => member.name));
  for (const member of members) {
    const unknown = member.dependsOn.find((name) => !names.has(name));
    if (unknown) throw new Error(`"${member.name}" depends on "${unknown}", which is not in the set.`);
  }
  const ordered: PipelineOfSet[] = [];
  while (ordered.length < members.length) {
    const done = new Set(ordered.map((member) => member.name));
    const next = members.filter(
      (member) => !done.has(member.name) && member.dependsOn.every((name) => done.has(name)),
    );
    if (next.length === 0)
      throw new Error('The pipelines of the set wait for each other: remove one dependency.');
    ordered.push(...next);
  }
  return ordered;
}
