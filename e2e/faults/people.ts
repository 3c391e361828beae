import type { Context } from '#lib/auth/index.ts';
import { createEngine, engineHandlers } from '#lib/engine/index.ts';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { database, databasePool } from '#lib/platform/database/index.ts';
import { runQueue } from '#lib/queue/index.ts';
import { judgeStage } from '#lib/stages/manual-judgment/judge.ts';
import { manualJudgment } from '#lib/stages/manual-judgment/stage.ts';
import { noop } from '#lib/stages/noop/stage.ts';
import type { Fault } from './fault.ts';
import { assert, hasEnded, start, statusOf, until } from './world.ts';

const person = (username: string): Context => ({
  actor: {
    kind: 'user',
    id: username,
    username,
    name: username,
    admin: false,
    teams: [],
    via: { session: username },
  },
  requestId: username,
});

export const people: readonly Fault[] = [
  {
    id: 'F21',
    title:
      'double click, approve against reject, two for the last vote, the author: exactly one decision each',
    run: async () => {
      const engine = createEngine({
        pool: databasePool(),
        find: (type) => (type === 'manualJudgment' ? manualJudgment : noop),
        services: {
          roles: { rolesOf: async () => ({ roles: [], isAdmin: false }) },
          notifications: { send: async () => undefined },
          artifacts: {
            fetch: async () => {
              throw new Error('No run of this test names a file.');
            },
          },
        },
      });
      const queue = await runQueue({
        ...engineHandlers(engine),
        'notifications.progress': async () => undefined,
        'notifications.deliver': async () => undefined,
        'upkeep.forget': async () => undefined,
      });
      try {
        return [await doubleClick(), await approveAgainstReject(), await lastVote(), await author()].join(
          '; ',
        );
      } finally {
        await queue.stop();
      }
    },
  },
];

async function asked(
  context: Record<string, unknown> = {},
): Promise<{ executionId: string; stageId: string }> {
  const executionId = await start(
    [blueprint('j', 'manualJudgment', [], context), blueprint('t', 'noop', ['j'])],
    {
      trigger: { type: 'manual', user: 'author' },
    },
  );
  const stage = await database().stageExecution.findFirstOrThrow({ where: { executionId, refId: 'j' } });
  const isWaiting = async () => {
    const data = await database().stageData.findUniqueOrThrow({ where: { stageId: stage.id } });
    return JSON.stringify(data.context).includes('subjectHash');
  };
  await until(isWaiting, 10_000);
  return { executionId, stageId: stage.id };
}

/** All at once; answers how many were accepted. */
async function race(
  ref: { executionId: string; stageId: string },
  votes: readonly { by: string; decision: 'continue' | 'stop' }[],
): Promise<number> {
  const results = await Promise.allSettled(
    votes.map(({ by, decision }) => judgeStage(person(by), { ...ref, decision })),
  );
  return results.filter((result) => result.status === 'fulfilled').length;
}

async function doubleClick(): Promise<string> {
  const ref = await asked();
  const accepted = await race(
    ref,
    Array.from({ length: 5 }, () => ({ by: 'bob', decision: 'continue' as const })),
  );
  await until(() => hasEnded(ref.executionId), 10_000);
  assert(accepted === 1, `${accepted} of 5 clicks were accepted`);
  return '1 of 5 clicks counted';
}

async function approveAgainstReject(): Promise<string> {
  const outcomes: Record<string, number> = {};
  for (let round = 0; round < 20; round += 1) {
    const ref = await asked();
    const accepted = await race(ref, [
      { by: 'bob', decision: 'continue' },
      { by: 'eve', decision: 'stop' },
    ]);
    await until(() => hasEnded(ref.executionId), 10_000);
    assert(accepted === 1, `${accepted} of two contrary decisions were accepted`);
    const status = await statusOf(ref.executionId);
    outcomes[status] = (outcomes[status] ?? 0) + 1;
  }
  return `20 contests, one decision each (${JSON.stringify(outcomes)})`;
}

async function lastVote(): Promise<string> {
  const ref = await asked({ requiredApprovals: 2 });
  await judgeStage(person('bob'), { ...ref, decision: 'continue' });
  const accepted = await race(ref, [
    { by: 'bob', decision: 'continue' },
    { by: 'cy', decision: 'continue' },
    { by: 'dan', decision: 'continue' },
  ]);
  await until(() => hasEnded(ref.executionId), 10_000);
  const data = await database().stageData.findUniqueOrThrow({ where: { stageId: ref.stageId } });
  const { votes } = data.context as { votes: { user: string }[] };
  assert(accepted === 1 && votes.length === 2, `${accepted} accepted, ${votes.length} votes kept`);
  return 'quorum of 2 met by two distinct people';
}

async function author(): Promise<string> {
  const ref = await asked({ excludeAuthor: true });
  assert((await race(ref, [{ by: 'author', decision: 'continue' }])) === 0, 'the author approved');
  assert((await race(ref, [{ by: 'bob', decision: 'continue' }])) === 1, 'nobody could approve');
  await until(() => hasEnded(ref.executionId), 10_000);
  return 'the author was refused';
}
