import { expect, test } from 'vitest';
import type { Actor, Context } from './context.ts';
import { can, requirePermission } from './policy.ts';

const person = (teams: string[], admin = false): Actor => ({
  kind: 'user',
  id: '1',
  username: 'ana',
  name: 'Ana',
  admin,
  teams,
  via: { session: 's' },
});
const context = (actor: Actor): Context => ({ actor, requestId: 'r' });
const restricted = { READ: ['web', 'sre'], WRITE: ['web'] };

test.each([
  ['no groups leave it open to everybody signed in', person([]), 'WRITE', {}, true],
  ['nobody anonymous gets in, even where it is open', { kind: 'anonymous' }, 'READ', {}, false],
  ['an administrator passes every check', person([], true), 'WRITE', restricted, true],
  ['Foredeck itself passes every check', { kind: 'system', name: 'engine' }, 'EXECUTE', restricted, true],
  ['a listed team may', person(['web']), 'WRITE', restricted, true],
  ['WRITE needs WRITE, READ is not enough', person(['sre']), 'WRITE', restricted, false],
  ['without EXECUTE groups the READ groups may execute', person(['sre']), 'EXECUTE', restricted, true],
  [
    'with EXECUTE groups only they may execute',
    person(['sre']),
    'EXECUTE',
    { ...restricted, EXECUTE: ['ops'] },
    false,
  ],
  [
    'lists are independent: WRITE does not imply READ',
    person(['w']),
    'READ',
    { READ: ['r'], WRITE: ['w'] },
    false,
  ],
  ['group names are compared trimmed and in lower case', person(['web']), 'READ', { READ: [' Web '] }, true],
] as const)('%s', (_, actor, authorization, permissions, expected) => {
  expect(can(actor as Actor, authorization, permissions as { READ?: string[] })).toBe(expected);
});

test('who may not read does not learn that it exists', () => {
  const guarded = { title: 'application storefront', permissions: restricted };
  expect(() => requirePermission(context(person([])), 'WRITE', guarded)).toThrow(
    'There is no application storefront.',
  );
  expect(() => requirePermission(context(person(['sre'])), 'WRITE', guarded)).toThrow(
    /needs WRITE \(held by web\)/,
  );
});
