/** What a run was given, without what differs between any two runs (times, ids). */
export function comparable(source: Record<string, unknown>): Record<string, unknown> {
  const { parameters, artifacts, triggerType, isDryRun, definition } = source;
  const {
    updateTs: _saved,
    lastModified: _modified,
    lastModifiedBy: _by,
    ...pipeline
  } = typeof definition === 'object' && definition !== null
    ? Object.fromEntries(Object.entries(definition))
    : {};
  return { started: triggerType, isDryRun, parameters, artifacts, pipeline };
}
