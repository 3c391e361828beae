import type { Scenario } from '../scenario.ts';
import { apply } from './apply.ts';
import { batch } from './batch.ts';
import { change } from './change.ts';
import { containers } from './containers.ts';
import { create } from './create.ts';
import { customResources } from './custom-resources.ts';
import { defaults } from './defaults.ts';
import { deletion } from './delete.ts';
import { describe } from './describe.ts';
import { discovery } from './discovery.ts';
import { get } from './get.ts';
import { limits } from './limits.ts';
import { pods } from './pods.ts';
import { rollout } from './rollout.ts';
import { validation } from './validation.ts';
import { waiting } from './waiting.ts';
import { workloads } from './workloads.ts';

/** Every scenario, area by area. */
export const scenarios: readonly Scenario[] = [
  ...get,
  ...describe,
  ...create,
  ...apply,
  ...change,
  ...rollout,
  ...deletion,
  ...validation,
  ...workloads,
  ...batch,
  ...pods,
  ...containers,
  ...waiting,
  ...limits,
  ...customResources,
  ...discovery,
  ...defaults,
];
