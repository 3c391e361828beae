import { beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { forgetProcessState, processState } from '#lib/platform/process-state.ts';
import { createAccount, deleteAccount, getAccount, listAccounts, updateAccount } from './index.ts';
import { configOf } from './stored-account.ts';
import { testNewAccount } from './test-account.ts';

useTestDatabase();
const CANARY = 'canary-7f3a-secret-token';
let admin: Context;
let reader: Context;
let stranger: Context;

beforeAll(async () => {
  admin = (await addPerson('root', { admin: true })).ctx;
  reader = (await addPerson('ana', { teams: ['web'] })).ctx;
  stranger = (await addPerson('ben')).ctx;
});

const kubeconfig = (server: string) => `apiVersion: v1
kind: Config
current-context: c
clusters: [{ name: c, cluster: { server: "${server}" } }]
users: [{ name: u, user: { token: ${CANARY} } }]
contexts: [{ name: c, context: { cluster: c, user: u } }]
`;
const inline = (name: string, server = 'https://127.0.0.1:1'): AccountConfig =>
  AccountConfig.parse({
    name,
    credentials: { source: 'inline', kubeconfig: kubeconfig(server) },
    permissions: { READ: ['web'], WRITE: ['ops'] },
  });
const rowOf = (name: string) => database().account.findUniqueOrThrow({ where: { name } });

/** Everything that the database holds, as text. */
async function everythingStored(): Promise<string> {
  const [accounts, audit, events] = await Promise.all([
    database().account.findMany(),
    database().auditEntry.findMany(),
    database().liveEvent.findMany(),
  ]);
  return JSON.stringify([accounts, audit, events], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

test('a secret is encrypted at rest and stands in no answer, audit entry or event', async () => {
  const answers = [
    await createAccount(admin, inline('staging')),
    await updateAccount(admin, 'staging', { environment: 'test' }, undefined),
    await getAccount(reader, 'staging'),
    await listAccounts(admin),
  ];
  expect(JSON.stringify(answers)).not.toContain(CANARY);
  expect(JSON.stringify(answers)).not.toMatch(/kubeconfig/i);
  const stored = await everythingStored();
  expect(stored).toContain('account.create');
  expect(stored).not.toContain(CANARY);
  expect((await rowOf('staging')).kubeconfig).toMatch(/^v1\./);
});

test('a change that brings no credentials keeps them', async () => {
  await createAccount(admin, inline('kept'));
  const before = await rowOf('kept');
  await updateAccount(admin, 'kept', { isProduction: true }, before.version);
  const after = await rowOf('kept');
  expect(after.production).toBe(true);
  expect(after.kubeconfig).toBe(before.kubeconfig);
});

test('credentials that lead elsewhere replace the stored ones whole: nothing of the old secret is left', async () => {
  await createAccount(admin, inline('moved'));
  await updateAccount(
    admin,
    'moved',
    { credentials: { source: 'file', path: '/etc/kubeconfig' } },
    undefined,
  );
  const row = await rowOf('moved');
  expect(row).toMatchObject({ source: 'file', kubeconfig: '/etc/kubeconfig' });
  expect(JSON.stringify(configOf(row))).not.toContain(CANARY);
});

test('who lost the key of the installation reads a sentence, and can enter the credentials anew', async () => {
  await createAccount(admin, inline('locked'));
  const key = processState('secrets.key', () => Buffer.alloc(32));
  forgetProcessState('secrets.key');
  processState('secrets.key', () => Buffer.alloc(32, 7));
  await expect(updateAccount(admin, 'locked', { isProduction: true }, undefined)).rejects.toThrow(
    /Restore the key, or enter the secret anew/,
  );
  await updateAccount(admin, 'locked', { credentials: inline('locked').credentials }, undefined);
  forgetProcessState('secrets.key');
  processState('secrets.key', () => key);
});

test('names are unique, and a second editor of the same version is told', async () => {
  await createAccount(admin, inline('twice'));
  await expect(createAccount(admin, inline('twice'))).rejects.toThrow('There is an account twice already.');
  await updateAccount(admin, 'twice', { environment: 'a' }, 1);
  await expect(updateAccount(admin, 'twice', { environment: 'b' }, 1)).rejects.toThrow(/meanwhile/);
  await deleteAccount(admin, 'twice');
  await expect(getAccount(admin, 'twice')).rejects.toThrow('There is no account twice.');
});

test('who may not see an account does not learn that it exists', async () => {
  await createAccount(admin, inline('hidden'));
  expect((await listAccounts(stranger)).map((account) => account.name)).not.toContain('hidden');
  await expect(getAccount(stranger, 'hidden')).rejects.toThrow('There is no account hidden.');
  expect((await getAccount(reader, 'hidden')).may.write).toBe(false);
  await expect(createAccount(reader, inline('other'))).rejects.toThrow('Only an administrator may do this.');
});

test.each([
  ['a kubeconfig that is no YAML', 'a: [', /kubeconfig/i],
  ['a kubeconfig that names no cluster', 'apiVersion: v1\nkind: Config\n', /context|cluster/i],
  [
    'a kubeconfig that would run a program of the server',
    kubeconfig('https://127.0.0.1:1').replace(
      `token: ${CANARY}`,
      'exec: { command: id, apiVersion: client.authentication.k8s.io/v1 }',
    ),
    /exec|program|command/i,
  ],
  ['a cluster that does not answer', kubeconfig('https://127.0.0.1:1'), /127\.0\.0\.1/],
])('%s: the test says so, without the secret', async (_, text, words) => {
  const config = AccountConfig.parse({ name: 'tried', credentials: { source: 'inline', kubeconfig: text } });
  const report = await testNewAccount(admin, config);
  expect(report.isUsable).toBe(false);
  expect(report.problem).toMatch(words);
  expect(JSON.stringify(report)).not.toContain(CANARY);
});

test('a kubeconfig file that is not there is named', async () => {
  const config = AccountConfig.parse({
    name: 'tried',
    credentials: { source: 'file', path: '/nowhere/config' },
  });
  const report = await testNewAccount(admin, config);
  expect(report).toMatchObject({ isUsable: false, problem: expect.stringContaining('/nowhere/config') });
});
