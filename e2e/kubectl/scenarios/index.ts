import type { Scenario } from '../scenario.ts';
import { apply } from './apply.ts';
import { batch } from './batch.ts';
import { bounds } from './bounds.ts';
import { change } from './change.ts';
import { clusterKinds } from './cluster-kinds.ts';
import { containers } from './containers.ts';
import { create } from './create.ts';
import { customResources } from './custom-resources.ts';
import { customSchemas } from './custom-schemas.ts';
import { defaults } from './defaults.ts';
import { deletion } from './delete.ts';
import { deploymentsClosely } from './deployments-closely.ts';
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
import { jobsClosely } from './jobs-closely.ts';
import { kinds } from './kinds.ts';
import { limits } from './limits.ts';
import { namesAndOwners } from './names-and-owners.ts';
import { nodes } from './nodes.ts';
import { ownership } from './ownership.ts';
import { paging } from './paging.ts';
import { pods } from './pods.ts';
import { printing } from './printing.ts';
import { rawDeeper } from './raw-deeper.ts';
import { readingClosely } from './reading-closely.ts';
import { refusedKinds } from './refused-kinds.ts';
import { refusedPods } from './refused-pods.ts';
import { rollout } from './rollout.ts';
import { scaling } from './scaling.ts';
import { statefulClosely } from './stateful-closely.ts';
import { storage } from './storage.ts';
import { stories } from './stories.ts';
import { validation } from './validation.ts';
import { waiting } from './waiting.ts';
import { warnings } from './warnings.ts';
import { watches } from './watches.ts';
import { workloads } from './workloads.ts';
import { writingClosely } from './writing-closely.ts';

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
  ...statefulClosely,
  ...jobsClosely,
  ...deploymentsClosely,
  ...rawDeeper,
  ...readingClosely,
  ...writingClosely,
  ...customSchemas,
  ...bounds,
  ...clusterKinds,
  ...namesAndOwners,
  ...everyKind,
  ...failingVerbs,
  ...fieldSelectors,
  ...paging,
  ...stories,
  ...warnings,
  ...storage,
  ...scaling,
  ...refusedPods,
  ...refusedKinds,
  ...printing,
  ...watches,
];
