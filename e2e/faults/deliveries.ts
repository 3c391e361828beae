import { systemContext } from '#lib/auth/index.ts';
import { createPipeline } from '#lib/pipelines/index.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import { assert, until } from './world.ts';

export const deliveries: readonly Fault[] = [
  {
    id: 'F13',
    title: 'three replicas see the same event at once: one run an event, and all three name it',
    run: async (world) => {
      const { id } = await createPipeline(systemContext('faults'), 'faults', {
        definition: {
          name: 'on event',
          stages: [{ type: 'wait', name: 'w', refId: '1', waitTime: 0, requisiteStageRefIds: [] }],
        },
        message: '',
      });
      const replicas = await Promise.all(
        Array.from({ length: 3 }, () => world.worker({ program: 'replica.ts', args: [id] })),
      );
      const events = 200;
      for (let event = 0; event < events; event += 1)
        for (const replica of replicas) replica.say(`event-${event}`);
      const answers = () =>
        replicas.map((replica) => replica.lines.filter((line) => line.startsWith('started ')));
      await until(
        async () => answers().every((lines) => lines.length === events),
        60_000,
        () =>
          `answers: ${answers().map((lines) => lines.length)}; ${replicas.flatMap((one) => one.lines.filter((line) => line.startsWith('failed'))).slice(0, 2)}`,
      );
      for (const replica of replicas) replica.signal('SIGKILL');
      const named = answers().map((lines) => [...lines].sort().join('\n'));
      const { rows } = await databasePool().query<{ runs: number; audits: number }>(
        `select (select count(*)::int from "Execution" where "pipelineConfigId" = $1) as runs,
           (select count(*)::int from "AuditEntry" where "action" = 'execution.start') as audits`,
        [id],
      );
      assert(rows[0]?.runs === events, `${rows[0]?.runs} runs of ${events} events`);
      assert(rows[0]?.audits === events, `${rows[0]?.audits} audit entries of ${events} starts`);
      assert(named[0] === named[1] && named[1] === named[2], 'the replicas named different runs');
      return `${events} events seen by 3 replicas: ${events} runs, ${events} audit entries, all three named the same`;
    },
  },
];
