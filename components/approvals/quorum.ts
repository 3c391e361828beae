/** What decides about an approval: how many must agree, who has, and who may. */
export interface Quorum {
  requiredApprovals: number;
  approvedBy: readonly string[];
  roles: readonly string[];
  excludesAuthor: boolean;
}

/** "1 of 2 approvals"; nothing where one person decides. */
export function progressOf({
  requiredApprovals,
  approvedBy,
}: Pick<Quorum, 'requiredApprovals' | 'approvedBy'>) {
  return requiredApprovals > 1 ? `${approvedBy.length} of ${requiredApprovals} approvals` : undefined;
}

/** Who has agreed and how many must still do so; nothing where one person decides. */
export function soFar({ requiredApprovals, approvedBy }: Quorum): string | undefined {
  if (requiredApprovals < 2) return undefined;
  const missing = Math.max(0, requiredApprovals - approvedBy.length);
  const needed = `${missing}${approvedBy.length > 0 ? ' more' : ''} ${missing === 1 ? 'approval is' : 'approvals are'} needed.`;
  if (approvedBy.length === 0) return needed;
  return `${listOf(approvedBy)} ${approvedBy.length === 1 ? 'has' : 'have'} approved; ${needed}`;
}

/** Who may decide, in a sentence. */
export function whoMay({ roles, excludesAuthor }: Pick<Quorum, 'roles' | 'excludesAuthor'>): string {
  const who =
    roles.length > 0
      ? `Anyone in ${listOf(roles, 'disjunction')}`
      : 'Anyone who may run pipelines of this application';
  const but = excludesAuthor ? ', but neither who started the run nor who last changed the pipeline' : '';
  return `${who} may decide${but}.`;
}

function listOf(names: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
  return new Intl.ListFormat('en', { type }).format(names);
}
