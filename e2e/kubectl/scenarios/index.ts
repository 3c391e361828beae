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
import { describeOthers } from './describe-others.ts';
import { discovery } from './discovery.ts';
import { discoveryRaw } from './discovery-raw.ts';
import { everyKind } from './every-kind.ts';
import { failingVerbs } from './failing-verbs.ts';
import { fieldSelectors } from './field-selectors.ts';
import { forbiddenUpdates } from './forbidden-updates.ts';
import { get } from './get.ts';
import { immutable } from './immutable.ts';
import { invalidOthers } from './invalid-others.ts';
import { invalidWorkloads } from './invalid-workloads.ts';
import { kinds } from './kinds.ts';
import { kindsDeeper } from './kinds-deeper.ts';
import { limits } from './limits.ts';
import { nodes } from './nodes.ts';
import { ownership } from './ownership.ts';
import { paging } from './paging.ts';
import { pods } from './pods.ts';
import { printing } from './printing.ts';
import { rawDeeper } from './raw-deeper.ts';
import { rollout } from './rollout.ts';
import { scaling } from './scaling.ts';
import { storage } from './storage.ts';
import { stories } from './stories.ts';
import { validation } from './validation.ts';
import { verbsDeeper } from './verbs-deeper.ts';
import { waiting } from './waiting.ts';
import { warnings } from './warnings.ts';
import { watches } from './watches.ts';
import { workloads } from './workloads.ts';
import { workloadsDeeper } from './workloads-deeper.ts';

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
  ...invalidWorkloads,
  ...invalidOthers,
  ...immutable,
  ...workloads,
  ...batch,
  ...pods,
  ...containers,
  ...waiting,
  ...limits,
  ...customResources,
  ...discovery,
  ...defaults,
  ...describeOthers,
  ...kinds,
  ...discoveryRaw,
  ...forbiddenUpdates,
  ...ownership,
  ...nodes,
  ...workloadsDeeper,
  ...rawDeeper,
  ...verbsDeeper,
  ...kindsDeeper,
  ...everyKind,
  ...failingVerbs,
  ...fieldSelectors,
  ...paging,
  ...stories,
  ...warnings,
  ...storage,
  ...scaling,
  ...printing,
  ...watches,
];
