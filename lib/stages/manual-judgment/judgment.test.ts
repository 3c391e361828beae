import { expect, test } from 'vitest';
import type { StageSnapshot } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { readApproved } from '../artifacts/approved-files.ts';
import { answerOf, fakeRun } from '../testing/fake-run.ts';
import { judgeRoles, mayJudge, verdict } from './model.ts';
import { manualJudgment } from './stage.ts';

interface Sent {
  key: string;
  event: string;
  addresses: unknown[];
}

async function look(
  context: JsonObject,
  rest: { roles?: string[]; stages?: StageSnapshot[]; now?: number; files?: Record<string, string> } = {},
) {
  const sent: Sent[] = [];
  const services = {
    roles: { rolesOf: async () => ({ roles: rest.roles ?? [], isAdmin: false }) },
    artifacts: fileServer(rest.files),
    notifications: {
      send: async (key: string, settings: readonly { address?: unknown }[], news: { event: string }) => {
        sent.push({ key, event: news.event, addresses: settings.map((each) => each.address) });
      },
    },
  };
  const { stages = [], now } = rest;
  const result = await answerOf(manualJudgment, 'waitForJudgment', {
    context,
    services,
    stages,
    ...(now === undefined ? {} : { now }),
  });
  return { result, sent };
}

const nobody = {
  roles: { rolesOf: async () => ({ roles: [], isAdmin: false }) },
  notifications: { send: async () => undefined },
};

const fileServer = (files: Record<string, string> = {}) => ({
  fetch: async (artifact: JsonObject) => {
    const text = files[String(artifact.reference)];
    if (text === undefined) throw new Error('It is not there.');
    return text;
  },
});

const behind = (context: JsonObject): StageSnapshot => ({
  id: 's2',
  refId: '2',
  requisiteStageRefIds: ['1'],
  type: 'deployManifest',
  name: 'Deploy',
  status: 'NOT_STARTED',
  startTime: null,
  endTime: null,
  parentStageId: null,
  syntheticStageOwner: null,
  context,
  outputs: {},
});

test('continue goes on and hands out the input, stop fails, nothing waits', async () => {
  const given = { judgmentStatus: 'continue', judgmentInput: 'blue', lastModifiedBy: 'ben' };
  expect((await look(given)).result).toMatchObject({
    status: 'succeeded',
    outputs: { judgmentInput: 'blue' },
  });
  expect((await look({ ...given, judgmentStatus: 'STOP' })).result).toMatchObject({
    status: 'failed',
    errors: ['ben stopped the pipeline here.'],
  });
  expect((await look({})).result.status).toBe('running');
});

test('the approver’s rights go on only where the stage says so', async () => {
  const given = { judgmentStatus: 'continue', lastModifiedBy: 'ben' };
  expect((await look(given)).result).not.toHaveProperty('actAs');
  const propagated = await look({ ...given, propagateAuthenticationContext: 'true' });
  expect(propagated.result).toMatchObject({ actAs: 'ben' });
});

test('a judgment by somebody without the role is cleared, and the stage goes on waiting', async () => {
  const given = { judgmentStatus: 'continue', lastModifiedBy: 'ben', selectedStageRoles: ['SRE'] };
  expect((await look(given, { roles: ['web'] })).result).toMatchObject({
    status: 'running',
    removed: ['judgmentStatus', 'judgmentInput'],
  });
  expect((await look(given, { roles: ['sre'] })).result.status).toBe('succeeded');
});

test('an approval of something else than what would be deployed now is void', async () => {
  const stages = [behind({ manifests: [{ kind: 'Deployment' }] })];
  const first = (await look({}, { stages })).result;
  const subjectHash = first.status === 'running' ? String(first.context?.subjectHash) : '';
  const approved = { judgmentStatus: 'continue', lastModifiedBy: 'ben', subjectHash };
  expect((await look(approved, { stages })).result.status).toBe('succeeded');
  const changed = [behind({ manifests: [{ kind: 'Job' }] })];
  expect((await look(approved, { stages: changed })).result).toMatchObject({
    status: 'running',
    removed: expect.arrayContaining(['votes', 'judgmentStatus']),
  });
});

const manifestUrl = 'https://files/web.yaml';
const deploysFile = behind({
  source: 'artifact',
  manifestArtifact: { type: 'http/file', name: 'web', reference: manifestUrl },
});

test('an approval is of what the files hold that would be deployed', async () => {
  const at = (files: Record<string, string>, context: JsonObject = {}) =>
    look(context, { stages: [deploysFile], files });
  const first = (await at({ [manifestUrl]: 'one' })).result;
  if (first.status !== 'running') throw new Error('It does not wait.');
  const approved = { judgmentStatus: 'continue', lastModifiedBy: 'ben', ...first.context };
  expect((await at({ [manifestUrl]: 'one' }, approved)).result.status).toBe('succeeded');
  for (const files of [{ [manifestUrl]: 'two' }, {}] as Record<string, string>[]) {
    expect((await at(files, approved)).result).toMatchObject({
      status: 'running',
      removed: expect.arrayContaining(['votes', 'judgmentStatus']),
    });
  }
});

test('a file that holds something else than what was approved is not read', async () => {
  const first = (await look({}, { stages: [deploysFile], files: { [manifestUrl]: 'one' } })).result;
  const blind = (await look({}, { stages: [deploysFile] })).result;
  const read = (context: JsonObject | undefined, text: string) =>
    readApproved(
      fakeRun(manualJudgment, {
        services: { ...nobody, artifacts: fileServer({ [manifestUrl]: text, other: 'new' }) },
        ancestors: [
          { ...behind(context ?? {}), type: 'manualJudgment', name: 'Approve', status: 'SUCCEEDED' },
        ],
      }),
      { type: 'http/file', reference: manifestUrl },
    );
  const contextOf = (result: typeof first) => (result.status === 'running' ? result.context : undefined);
  expect(await read(contextOf(first), 'one')).toBe('one');
  await expect(read(contextOf(first), 'two')).rejects.toThrow(/has changed since "Approve" was approved/);
  await expect(read(contextOf(blind), 'one')).rejects.toThrow(
    /could not be read when "Approve" was approved/,
  );
  expect(await read({}, 'two')).toBe('two');
});

test('required roles win over selected ones, case does not matter, administrators may always', () => {
  expect(judgeRoles({ selectedStageRoles: ['a'], requiredJudgmentRoles: ['B'] })).toEqual(['b']);
  expect(judgeRoles({ selectedStageRoles: ['A'], requiredJudgmentRoles: [] })).toEqual(['a']);
  expect(mayJudge(['a'], { roles: ['A'], isAdmin: false })).toBe(true);
  expect(mayJudge(['a'], { roles: ['b'], isAdmin: false })).toBe(false);
  expect(mayJudge(['a'], { roles: [], isAdmin: true })).toBe(true);
  expect(mayJudge([], { roles: [], isAdmin: false })).toBe(true);
});

test('a quorum counts people, one stop decides, and votes for another subject do not count', () => {
  const vote = (user: string, decision: 'continue' | 'stop' = 'continue', subjectHash?: string) => ({
    user,
    decision,
    at: 0,
    ...(subjectHash === undefined ? {} : { subjectHash }),
  });
  const of = (...votes: ReturnType<typeof vote>[]) =>
    verdict({ votes, requiredApprovals: 2, subjectHash: 'now' });
  expect(of(vote('a'))).toBeUndefined();
  expect(of(vote('a'), vote('a'))).toBeUndefined();
  expect(of(vote('a'), vote('b'))).toBe('continue');
  expect(of(vote('a'), vote('b', 'stop'))).toBe('stop');
  expect(of(vote('a'), vote('b', 'continue', 'before'))).toBeUndefined();
});

const address = (when?: string[]) => ({ type: 'webhook', address: 'https://x/y', ...(when ? { when } : {}) });

test('that it waits is told once, to settings for it and to old ones that name no event', async () => {
  const notifications = [address(), address(['manualJudgment']), address(['manualJudgmentStop'])];
  const { sent, result } = await look({ notifications });
  expect(sent).toMatchObject([{ event: 'manualJudgment', addresses: ['https://x/y', 'https://x/y'] }]);
  if (result.status !== 'running') throw new Error('It should wait.');
  expect((await look({ notifications, ...result.context })).sent).toEqual([]);
});

test('reminders come as often as the stage asks, each under a key of its own', async () => {
  const given = {
    notifications: [address()],
    notifyEveryMs: 600_000,
    notifiedAt: 1_000_000,
    notifiedTimes: 1,
  };
  expect((await look(given, { now: 1_599_999 })).sent).toEqual([]);
  expect((await look(given, { now: 1_600_000 })).sent).toMatchObject([{ key: 'stage-1-0-manualJudgment-1' }]);
});

test('decisions are told only where the stage sends notifications', async () => {
  const notifications = [address(['manualJudgmentContinue', 'manualJudgmentStop'])];
  const decided = { notifications, judgmentStatus: 'continue', lastModifiedBy: 'ben' };
  expect((await look(decided)).sent).toEqual([]);
  expect((await look({ ...decided, sendNotifications: true })).sent).toMatchObject([
    { event: 'manualJudgmentContinue' },
  ]);
  const stopped = { ...decided, sendNotifications: 'true', judgmentStatus: 'stop' };
  expect((await look(stopped)).sent).toMatchObject([{ event: 'manualJudgmentStop' }]);
});

test('it expires with words, and a dry run asks nobody', async () => {
  const task = manualJudgment.tasks.waitForJudgment;
  expect(task?.timeoutMs).toBe(72 * 3_600_000);
  expect(task?.isTimeoutOverridable).toBe(true);
  const late = task?.onTimeout?.(fakeRun(manualJudgment, {}));
  expect(late).toMatchObject({ status: 'failed', errors: [expect.stringContaining('expired')] });
  const told = await manualJudgment.preview?.(fakeRun(manualJudgment, { context: { requiredApprovals: 2 } }));
  expect(told).toMatchObject({ context: { preview: { words: [expect.stringContaining('2 approvals')] } } });
});
