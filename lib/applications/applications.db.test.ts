import { beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import {
  createApplication,
  deleteApplication,
  getApplication,
  listApplications,
  starApplication,
  updateApplication,
} from './index.ts';
import { CreateApplication, SaveApplication } from './schema.ts';

useTestDatabase();
const permissions = { READ: ['web', 'sre'], WRITE: ['web'] };
let ana: Context;
let sam: Context;
let stranger: Context;

beforeAll(async () => {
  ana = (await addPerson('ana', { teams: ['web'] })).ctx;
  sam = (await addPerson('sam', { teams: ['sre'] })).ctx;
  stranger = (await addPerson('ben')).ctx;
});
const make = (name: string, ctx = ana) =>
  createApplication(ctx, CreateApplication.parse({ name, permissions }));

test('an application is created once, whatever the case of its name', async () => {
  expect(await make('Shop')).toMatchObject({ name: 'shop', may: { write: true, execute: true } });
  await expect(make('shop')).rejects.toThrow('The name shop is taken. Choose another.');
});

test('who may not read it is told that there is none, and finds it in no list', async () => {
  await make('hidden');
  await expect(getApplication(stranger, 'hidden')).rejects.toThrow('There is no application hidden.');
  expect((await listApplications(stranger)).map((each) => each.name)).not.toContain('hidden');
  await expect(deleteApplication(stranger, 'hidden')).rejects.toThrow('There is no application hidden.');
});

test('who may only read is told what is missing', async () => {
  await make('looked-at');
  expect((await getApplication(sam, 'looked-at')).may).toEqual({ write: false, execute: true });
  const change = SaveApplication.parse({ permissions });
  await expect(updateApplication(sam, 'looked-at', change, undefined)).rejects.toThrow(
    /needs WRITE \(held by web\)/,
  );
});

test('of two who edit the same version, the second is told', async () => {
  await make('edited');
  const change = (description: string) => SaveApplication.parse({ description, permissions });
  expect((await updateApplication(ana, 'edited', change('one'), 1)).version).toBe(2);
  await expect(updateApplication(ana, 'edited', change('two'), 1)).rejects.toThrow(/meanwhile/);
  expect((await getApplication(ana, 'edited')).description).toBe('one');
});

test('nobody can lock themselves out', async () => {
  await make('own');
  const change = SaveApplication.parse({ permissions: { READ: ['web'], WRITE: ['sre'] } });
  await expect(updateApplication(ana, 'own', change, undefined)).rejects.toThrow(
    /you would lose WRITE yourself/,
  );
});

test('an application with a run that has not ended is not deleted', async () => {
  await make('busy');
  const row = { type: 'PIPELINE', application: 'busy', name: 'p', user: 'ana', status: 'RUNNING' };
  await database().execution.create({ data: { ...row, id: 'run-1', rootId: 'run-1' } });
  await expect(deleteApplication(ana, 'busy')).rejects.toThrow('1 of its runs have not ended.');
  await database().execution.update({ where: { id: 'run-1' }, data: { status: 'CANCELED' } });
  await deleteApplication(ana, 'busy');
  await expect(getApplication(ana, 'busy')).rejects.toThrow('There is no application busy.');
});

test('stars are everybody’s own and come first', async () => {
  await make('zebra');
  await starApplication(ana, 'zebra', true);
  await starApplication(ana, 'zebra', true);
  expect((await listApplications(ana))[0]?.name).toBe('zebra');
  expect((await getApplication(sam, 'zebra')).starred).toBe(false);
});
