/** Who acts. */
export type Actor =
  | {
      kind: 'user';
      id: string;
      username: string;
      name: string;
      admin: boolean;
      /** Names of the teams the person is in; the roles that permissions refer to. */
      teams: readonly string[];
      /** How they came in; a session ends at sign-out, a token when it is revoked. */
      via: { session: string } | { token: string };
    }
  /** Foredeck itself: the engine, a schedule, the command line of the machine's owner. */
  | { kind: 'system'; name: string }
  | { kind: 'anonymous' };

/** What every verb gets besides its input. */
export interface Context {
  actor: Actor;
  /** Follows one request through logs and audit. */
  requestId: string;
  ip?: string;
}

/** The name under which an actor stands in the audit trail and in executions. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'user') return actor.username;
  return actor.kind === 'system' ? actor.name : 'anonymous';
}

/** The context of work that Foredeck does by itself. */
export function systemContext(name: string, requestId = name): Context {
  return { actor: { kind: 'system', name }, requestId };
}
