import { expect, test } from 'vitest';
import type { DeleteWireOptions } from './contract.ts';
import { readDeleteOptions } from './delete-manifest.ts';

test.each<[DeleteWireOptions, object]>([
  [{}, { propagation: 'Background' }],
  [{ cascading: 'true' }, { propagation: 'Background' }],
  [{ cascading: 'false' }, { propagation: 'Orphan' }],
  [{ cascading: false }, { propagation: 'Orphan' }],
  [{ cascading: 'foreground' }, { propagation: 'Foreground' }],
  [{ orphanDependents: 'true' }, { propagation: 'Orphan' }],
  [
    { cascading: 'true', gracePeriodSeconds: '0' },
    { propagation: 'Background', gracePeriodSeconds: 0 },
  ],
  [{ gracePeriodSeconds: '' }, { propagation: 'Background' }],
])('%j means %j', (options, expected) => {
  expect(readDeleteOptions(options)).toEqual(expected);
});

test.each<DeleteWireOptions>([
  { cascading: 'perhaps' },
  { gracePeriodSeconds: 'soon' },
  { gracePeriodSeconds: '-1' },
])('%j is refused', (options) => {
  expect(() => readDeleteOptions(options)).toThrow();
});
