import { beforeAll, expect, test } from 'vitest';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { AuditQuery } from './api.ts';
import { record } from './index.ts';
import { listAudit } from './list-audit.ts';

useTestDatabase();
const ctx: Context = { ...systemContext('test'), ip: '10.0.0.9', requestId: 'request-1' };
let ana: Context;
beforeAll(async () => {
  ana = (await addPerson('ana')).ctx;
});
const write = (action: string, subject = 'thing 1') =>
  withTransaction((tx) => record(tx, ctx, { action, subject, before: { a: 1 }, after: { a: 2 } }));

test('an entry tells who did what from where, with digests of before and after instead of their text', async () => {
  await write('thing.change');
  const entry = await database().auditEntry.findFirstOrThrow({ where: { action: 'thing.change' } });
  expect(entry).toMatchObject({ actor: 'test', actorKind: 'system', ip: '10.0.0.9', requestId: 'request-1' });
  expect(entry.beforeHash).toMatch(/^[0-9a-f]{64}$/);
  expect(entry.afterHash).not.toBe(entry.beforeHash);
});

test('what is written stays: nothing can be changed, removed or emptied', async () => {
  await write('thing.keep');
  const refused = /the audit trail cannot be changed/;
  await expect(database().auditEntry.updateMany({ data: { actor: 'nobody' } })).rejects.toThrow(refused);
  await expect(database().auditEntry.deleteMany({})).rejects.toThrow(refused);
  await expect(database().$executeRaw`truncate "AuditEntry"`).rejects.toThrow(refused);
  expect(await database().auditEntry.count({ where: { action: 'thing.keep' } })).toBe(1);
});

test('a change that is rolled back leaves no entry', async () => {
  const failing = withTransaction(async (tx) => {
    await record(tx, ctx, { action: 'thing.fail', subject: 'thing 2' });
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect(await database().auditEntry.count({ where: { action: 'thing.fail' } })).toBe(0);
});

test('administrators page through it, filtered; others may not look', async () => {
  for (let index = 0; index < 5; index += 1) await write('page.turn', `page ${index}`);
  const first = await listAudit(ctx, AuditQuery.parse({ action: 'page.', limit: '2' }));
  expect(first.entries.map((entry) => entry.subject)).toEqual(['page 4', 'page 3']);
  const second = await listAudit(
    ctx,
    AuditQuery.parse({ action: 'page.', limit: '10', before: first.next ?? '' }),
  );
  expect(second.entries.map((entry) => entry.subject)).toEqual(['page 2', 'page 1', 'page 0']);
  expect(second.next).toBeNull();
  await expect(listAudit(ana, AuditQuery.parse({}))).rejects.toThrow('Only an administrator may do this.');
});
