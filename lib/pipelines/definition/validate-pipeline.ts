import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { foreignStage, isTemplateDocument, templateWords } from './foreign-parts.ts';
import { notificationFindings } from './notification-findings.ts';
import { parsePipeline, type StageDefinition } from './parse-pipeline.ts';

/** Something to know about a document, at the place it concerns. */
export interface Finding {
  /** `error`: it cannot be saved or started. `warning`: it can, and this part will not do what it seems to say. */
  readonly level: 'error' | 'warning';
  /** A dotted path: `name`, `stages.2.requisiteStageRefIds`. */
  readonly path: string;
  /** The stage's refId, where it concerns one. */
  readonly refId?: string;
  readonly message: string;
}

/**
 * Says what is wrong with a pipeline document, in words.
 *
 * @param knows whether a stage kind can be run here; unknown kinds are kept and only warned of
 */
export function validatePipeline(raw: unknown, knows: (kind: string) => boolean = () => true): Finding[] {
  if (!isObject(raw)) return [{ level: 'error', path: '', message: 'A pipeline is a JSON object.' }];
  const pipeline = parsePipeline(raw);
  const findings: Finding[] = [];
  const allStages = (): Finding[] =>
    pipeline.stages.flatMap((stage, index) => stageFindings(stage, index, knows));

  if (isTemplateDocument(raw)) {
    const message =
      'This is a pipeline template, not a pipeline: Foredeck does not plan templates. Import a pipeline that was planned from it.';
    return [{ level: 'error', path: 'pipeline', message }, ...allStages()];
  }
  if (pipeline.isTemplated)
    findings.push({ level: 'warning', path: 'template', message: templateWords(raw) });
  if (pipeline.name === '') {
    findings.push({ level: 'error', path: 'name', message: 'Give the pipeline a name.' });
  }
  if (pipeline.application.trim() === '') {
    findings.push({
      level: 'error',
      path: 'application',
      message: 'Name the application that the pipeline belongs to.',
    });
  }
  findings.push(...shapes(raw));
  findings.push(...allStages());
  findings.push(...graphFindings(pipeline.stages), ...parameterFindings(pipeline.parameters));
  findings.push(...triggerFindings(pipeline.triggers));
  findings.push(...notificationFindings(pipeline.notifications, pipeline.stages));
  return findings;
}

function shapes(raw: JsonObject): Finding[] {
  const findings: Finding[] = [];
  for (const key of ['stages', 'triggers', 'parameterConfig', 'expectedArtifacts', 'notifications']) {
    const value = raw[key];
    if (value === undefined || value === null) continue;
    if (!Array.isArray(value))
      findings.push({ level: 'error', path: key, message: `"${key}" must be a list.` });
    else if (!value.every(isObject))
      findings.push({ level: 'error', path: key, message: `Every item of "${key}" must be an object.` });
  }
  return findings;
}

function stageFindings(stage: StageDefinition, index: number, knows: (kind: string) => boolean): Finding[] {
  const at = { path: `stages.${index}`, refId: stage.refId };
  const findings: Finding[] = [];
  if (stage.kind === '') {
    findings.push({
      ...at,
      level: 'error',
      path: `${at.path}.type`,
      message: 'The stage has no type: choose one.',
    });
  } else if (!knows(stage.kind)) {
    const what = foreignStage(stage.kind);
    const meaning = what === undefined ? 'is not a stage that Foredeck knows' : what;
    const message = `Stage "${stage.name}" cannot run here: "${stage.kind}" ${meaning}. It is kept as it is, and fails when a run reaches it.`;
    findings.push({ ...at, level: 'warning', path: `${at.path}.type`, message });
  }
  if (stage.refId === '') {
    const message = `Stage "${stage.name}" has no refId, while others have one: give it one.`;
    findings.push({ ...at, level: 'error', path: `${at.path}.refId`, message });
  }
  return findings;
}

function graphFindings(stages: readonly StageDefinition[]): Finding[] {
  const findings: Finding[] = [];
  const byRef = new Map<string, StageDefinition>();
  for (const [index, stage] of stages.entries()) {
    const other = byRef.get(stage.refId);
    if (stage.refId !== '' && other) {
      const message = `Stages "${other.name}" and "${stage.name}" share the refId ${stage.refId}: give one of them another.`;
      findings.push({ level: 'error', path: `stages.${index}.refId`, refId: stage.refId, message });
    } else byRef.set(stage.refId, stage);
  }
  for (const [index, stage] of stages.entries()) {
    const at = { path: `stages.${index}.requisiteStageRefIds`, refId: stage.refId };
    for (const refId of new Set(stage.requisiteStageRefIds)) {
      if (refId === stage.refId) {
        findings.push({
          ...at,
          level: 'error',
          message: `Stage "${stage.name}" depends on itself: remove that.`,
        });
      } else if (!byRef.has(refId)) {
        const message = `Stage "${stage.name}" depends on stage ${refId}, which does not exist; that dependency is ignored.`;
        findings.push({ ...at, level: 'warning', message });
      }
    }
  }
  const circle = findCycle(stages);
  const [first] = circle ?? [];
  if (circle && first) {
    const names = circle.map((stage) => `"${stage.name}"`).join(' -> ');
    const index = stages.indexOf(first);
    const message = `These stages wait for each other: ${names}. Remove one of the connections.`;
    findings.push({
      level: 'error',
      path: `stages.${index}.requisiteStageRefIds`,
      refId: first.refId,
      message,
    });
  }
  return findings;
}

/** One circle of stages that wait for each other (two or more), first stage repeated at the end; or undefined. */
export function findCycle(stages: readonly StageDefinition[]): StageDefinition[] | undefined {
  const byRef = new Map(stages.map((stage) => [stage.refId, stage]));
  const done = new Set<StageDefinition>();
  for (const start of stages) {
    // Walked without recursion: a pipeline may be a line of thousands.
    const path: { stage: StageDefinition; next: number }[] = [{ stage: start, next: 0 }];
    const onPath = new Set([start]);
    while (!done.has(start)) {
      const top = path.at(-1);
      if (!top) break;
      const refId = top.stage.requisiteStageRefIds[top.next];
      top.next += 1;
      if (refId === undefined) {
        done.add(top.stage);
        onPath.delete(top.stage);
        path.pop();
        continue;
      }
      const upstream = byRef.get(refId);
      if (!upstream || upstream === top.stage || done.has(upstream)) continue;
      if (onPath.has(upstream)) {
        const from = path.findIndex((step) => step.stage === upstream);
        return [...path.slice(from).map((step) => step.stage), upstream].reverse();
      }
      onPath.add(upstream);
      path.push({ stage: upstream, next: 0 });
    }
  }
  return undefined;
}

function parameterFindings(parameters: readonly { name: string }[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, { name }] of parameters.entries()) {
    const path = `parameterConfig.${index}.name`;
    if (name === '')
      findings.push({ level: 'error', path, message: 'A parameter has no name: give it one.' });
    else if (seen.has(name)) {
      findings.push({ level: 'error', path, message: `Two parameters are called "${name}": rename one.` });
    }
    seen.add(name);
  }
  return findings;
}

function triggerFindings(triggers: readonly JsonObject[]): Finding[] {
  return triggers.flatMap((trigger, index) => {
    if (trigger.enabled !== true || trigger.type === 'manual') return [];
    const message = `The trigger "${String(trigger.type)}" is kept and starts nothing here: Foredeck starts pipelines by hand, by its API and from other pipelines.`;
    return [{ level: 'warning' as const, path: `triggers.${index}`, message }];
  });
}
