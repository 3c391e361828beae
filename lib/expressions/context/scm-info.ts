import { isPlainMap, type PlainMap } from '../values/value.ts';

const main = ['master', 'develop'];

/**
 * The source commit of the build that started the run: of several the first on a branch other than `master` and
 * `develop`, else the first; null when no build tells any.
 */
export function scmInfo(names: PlainMap): unknown {
  const entries = candidates(names);
  if (!Array.isArray(entries)) return entries ?? null;
  const other = entries.find((entry) => isPlainMap(entry) && !main.includes(String(entry.branch)));
  return (entries.length >= 2 ? other : undefined) ?? entries[0] ?? null;
}

function candidates(names: PlainMap): unknown {
  if (names.scmInfo !== undefined && names.scmInfo !== null) return names.scmInfo;
  if (isPlainMap(names.buildInfo) && Array.isArray(names.buildInfo.scm)) return names.buildInfo.scm;
  const { trigger } = names;
  if (!isPlainMap(trigger) || (trigger.type !== 'jenkins' && trigger.type !== 'concourse')) return null;
  return isPlainMap(trigger.buildInfo) ? trigger.buildInfo.scm : null;
}
