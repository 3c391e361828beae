import { javaFault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { keyOf } from '../values/equality.ts';
import { type BeanValue, EntryValue, EnumValue, fromPlain, isMap, MapValue } from '../values/value.ts';
import { read, readMap, stagesOf } from './read-bean.ts';

const deployTypes = ['deploy', 'createServerGroup', 'cloneServerGroup', 'rollingPush'];

/** What deploy stages of other providers recorded: one map a stage, with account, region, server group and details. */
export function deployedServerGroups(ids: readonly unknown[], state: State): unknown[] {
  return stagesOf(state)
    .filter((stage) => isDeployed(stage, ids, state))
    .flatMap((stage) => details(stage, state) ?? []);
}

function isDeployed(stage: BeanValue, ids: readonly unknown[], state: State): boolean {
  const context = read(stage, 'context');
  const status = read(stage, 'status');
  return (
    deployTypes.includes(String(read(stage, 'type'))) &&
    isMap(context) &&
    state.overlay.has(context, 'deploy.server.groups') &&
    status instanceof EnumValue &&
    status.name === 'SUCCEEDED' &&
    (ids.length === 0 || ids.includes(read(stage, 'name')) || ids.includes(read(stage, 'id')))
  );
}

function details(stage: BeanValue, state: State): MapValue | undefined {
  const region = regionOf(stage, state);
  if (region === null) return undefined;
  const result = new Map<string, EntryValue>();
  const put = (key: string, value: unknown): void => {
    result.set(keyOf(key), new EntryValue(key, value));
  };
  for (const key of ['account', 'capacity', 'parentStage']) put(key, readMap(stage, 'context', key, state));
  put('region', region);
  for (const detail of items(readMap(stage, 'context', 'deploymentDetails', state), state)) {
    if (!isMap(detail) || state.overlay.get(detail, 'region') !== region) continue;
    for (const { key, value } of state.overlay.entries(detail)) put(String(key), value);
  }
  const groups = readMap(stage, 'context', 'deploy.server.groups', state);
  if (!isMap(groups)) throw javaFault('deploy.server.groups is no map');
  const [group] = items(state.overlay.get(groups, region), state);
  if (group !== undefined) put('serverGroup', group);
  put('deployments', deployments(stage, state));
  return new MapValue(result);
}

function regionOf(stage: BeanValue, state: State): unknown {
  const region = readMap(stage, 'context', 'region', state);
  if (region !== null) return region;
  const zones = readMap(stage, 'context', 'availabilityZones', state);
  return isMap(zones) ? (state.overlay.entries(zones)[0]?.key ?? null) : null;
}

function deployments(stage: BeanValue, state: State): unknown[] {
  const get = (map: unknown, key: string): unknown => (isMap(map) ? state.overlay.get(map, key) : null);
  return items(readMap(stage, 'context', 'kato.tasks', state), state)
    .flatMap((task) => items(get(task, 'resultObjects'), state))
    .flatMap((result) => items(get(result, 'deployments'), state));
}

const items = (value: unknown, state: State): unknown[] => (state.overlay.items(value) ?? []).map(fromPlain);
