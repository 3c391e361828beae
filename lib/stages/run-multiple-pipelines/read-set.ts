import { parse } from 'yaml';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import type { PipelineOfSet } from './schema.ts';

/** The set: what to run, and whether to go back when one of them fails. */
export interface PipelineSet {
  readonly members: readonly PipelineOfSet[];
  readonly rollbackOnFailure: boolean;
}

/**
 * Reads the set: bundles of applications, each with the pipeline to run and what it waits for; `rollback_onfailure: true`
 * stands in a bundle, or beside it. Throws a sentence for what cannot be read.
 */
export function readSet(config: unknown): PipelineSet {
  const document = typeof config === 'string' ? parsed(config) : config;
  const bundles = Array.isArray(document) ? document.filter(isObject) : isObject(document) ? [document] : [];
  const members: PipelineOfSet[] = [];
  let rollbackOnFailure = false;
  for (const level of bundles) {
    for (const [name, value] of Object.entries(level)) {
      if (name === rollbackKey) rollbackOnFailure ||= isTrue(value);
      else if (isObject(value) && isMember(value)) members.push(memberOf(name, value));
      else if (isObject(value)) {
        rollbackOnFailure ||= isTrue(value[rollbackKey]);
        for (const [inner, member] of Object.entries(value))
          if (isObject(member) && isMember(member)) members.push(memberOf(inner, member));
      }
    }
  }
  return { members: inOrder(members), rollbackOnFailure };
}

const rollbackKey = 'rollback_onfailure';
const isTrue = (value: unknown): boolean => value === true || value === 'true';
const isMember = (value: JsonObject): boolean => typeof value.child_pipeline === 'string';

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 50 });
  } catch (error) {
    throw new Error(`The set is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function memberOf(name: string, member: JsonObject): PipelineOfSet {
  return {
    name,
    application: typeof member.application === 'string' ? member.application : name,
    pipeline: String(member.child_pipeline),
    parameters: isObject(member.arguments) ? member.arguments : {},
    dependsOn: Array.isArray(member.depends_on)
      ? member.depends_on.map(String)
      : typeof member.depends_on === 'string'
        ? [member.depends_on]
        : [],
  };
}

/** Dependencies first. Throws a sentence for one that is missing, doubled or circular. */
function inOrder(members: readonly PipelineOfSet[]): PipelineOfSet[] {
  const names = new Set<string>();
  for (const { name } of members) {
    if (names.has(name)) throw new Error(`"${name}" is twice in the set: give one of them another name.`);
    names.add(name);
  }
  for (const member of members) {
    const unknown = member.dependsOn.find((name) => !names.has(name));
    if (unknown) throw new Error(`"${member.name}" depends on "${unknown}", which is not in the set.`);
  }
  const ordered: PipelineOfSet[] = [];
  const done = new Set<string>();
  while (ordered.length < members.length) {
    const next = members.filter(
      (member) => !done.has(member.name) && member.dependsOn.every((name) => done.has(name)),
    );
    if (next.length === 0)
      throw new Error('The pipelines of the set wait for each other: remove one dependency.');
    for (const member of next) done.add(member.name);
    ordered.push(...next);
  }
  return ordered;
}
