import type { ManualJudgmentContext } from './schema.ts';

/** Roles of which a judge must hold one; none = everybody. `requiredJudgmentRoles` wins over `selectedStageRoles`. */
export function judgeRoles(
  context: Pick<ManualJudgmentContext, 'selectedStageRoles' | 'requiredJudgmentRoles'>,
): string[] {
  const required = context.requiredJudgmentRoles ?? [];
  return (required.length > 0 ? required : (context.selectedStageRoles ?? [])).map((role) =>
    role.toLowerCase(),
  );
}

/** Administrators may always judge. */
export function mayJudge(
  needed: readonly string[],
  judge: { roles: readonly string[]; isAdmin: boolean },
): boolean {
  if (needed.length === 0 || judge.isAdmin) return true;
  return judge.roles.some((role) => needed.includes(role.toLowerCase()));
}

/** What the votes for the present subject come to; undefined: more votes are needed. One `stop` decides. */
export function verdict(
  context: Pick<ManualJudgmentContext, 'votes' | 'requiredApprovals' | 'subjectHash'>,
): 'continue' | 'stop' | undefined {
  const valid = context.votes.filter(
    (vote) =>
      context.subjectHash === undefined ||
      vote.subjectHash === undefined ||
      vote.subjectHash === context.subjectHash,
  );
  if (valid.some((vote) => vote.decision === 'stop')) return 'stop';
  const approvers = new Set(valid.map((vote) => vote.user));
  return approvers.size >= context.requiredApprovals ? 'continue' : undefined;
}
