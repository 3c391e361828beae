import { ManualJudgmentContext, type Vote } from './schema.ts';

/** What a judgment was told and what was said so far. One whose settings are broken is still shown, as if it had none. */
export function judgmentIn(context: Readonly<Record<string, unknown>>): ManualJudgmentContext {
  const read = ManualJudgmentContext.safeParse(context);
  return read.success ? read.data : ManualJudgmentContext.parse({});
}

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

type Votes = Pick<ManualJudgmentContext, 'votes' | 'subjectHash'>;

/** Whether a vote is about what is being judged now: once that changes, what was said before is void. */
export function doesCount(vote: Vote, { subjectHash }: Pick<Votes, 'subjectHash'>): boolean {
  return subjectHash === undefined || vote.subjectHash === undefined || vote.subjectHash === subjectHash;
}

/** Who has approved what is being judged now, in the order they came. */
export function approversOf(context: Votes): string[] {
  const approvals = context.votes.filter((vote) => vote.decision === 'continue' && doesCount(vote, context));
  return [...new Set(approvals.map(({ user }) => user))];
}

/** What the votes for the present subject come to; undefined: more votes are needed. One `stop` decides. */
export function verdict(
  context: Votes & Pick<ManualJudgmentContext, 'requiredApprovals'>,
): 'continue' | 'stop' | undefined {
  if (context.votes.some((vote) => vote.decision === 'stop' && doesCount(vote, context))) return 'stop';
  return approversOf(context).length >= context.requiredApprovals ? 'continue' : undefined;
}
