import { createHash } from 'node:crypto';
import type { StageRun, StageSnapshot } from '#lib/engine/contract.ts';
import { type FileHashes, filesNamed, hashFiles } from '../artifacts/approved-files.ts';
import type { Services } from '../services.ts';

/** What is being judged, as the stage keeps it. */
export interface Subject {
  readonly subjectHash: string;
  /** What the files hold that it names; compared when a stage reads one. */
  readonly subjectFiles: FileHashes;
}

/**
 * Stands for what an approval would let happen: the stages behind the judgment as they are configured, the values they can
 * draw on (parameters, artifacts, outputs so far), and what the files hold that these name. If any of it changes, the hash
 * does, and approvals are void.
 */
export async function subjectOf(run: StageRun<unknown, Pick<Services, 'artifacts'>>): Promise<Subject> {
  const stages = await run.stages();
  const behind = downstream(stages, run.stage.refId);
  const subject = {
    stages: behind.map((stage) => ({ refId: stage.refId, type: stage.type, context: stage.context })),
    parameters: run.execution.parameters,
    artifacts: run.execution.trigger.artifacts ?? [],
    bound: run.execution.trigger.resolvedExpectedArtifacts ?? [],
    outputs: (await run.ancestors()).map((stage) => [stage.refId, stage.outputs]),
  };
  const subjectFiles = await hashFiles(run, filesNamed(subject));
  const text = stable({ ...subject, files: subjectFiles });
  return { subjectHash: createHash('sha256').update(text).digest('hex').slice(0, 32), subjectFiles };
}

function downstream(stages: readonly StageSnapshot[], refId: string): StageSnapshot[] {
  const top = stages.filter((stage) => stage.parentStageId === null);
  const refs = new Set([refId]);
  for (let size = 0; size !== refs.size; ) {
    size = refs.size;
    for (const stage of top)
      if (stage.requisiteStageRefIds.some((ref) => refs.has(ref))) refs.add(stage.refId);
  }
  refs.delete(refId);
  return top.filter((stage) => refs.has(stage.refId)).sort((a, b) => a.refId.localeCompare(b.refId));
}

/** JSON with sorted keys: PostgreSQL keeps no order. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
