import { expect, test } from 'vitest';
import { lockOf } from './lock.ts';

test.each([
  [{}, undefined],
  [{ locked: { ui: false, description: 'x' } }, undefined],
  [{ locked: { ui: true } }, { reason: 'Locked against editing here.', mayUnlock: true }],
  [
    { locked: { ui: true, allowUnlockUi: false, description: 'Kept in git.' } },
    { reason: 'Kept in git.', mayUnlock: false },
  ],
])('%j', (document, lock) => {
  expect(lockOf(document)).toEqual(lock);
});
