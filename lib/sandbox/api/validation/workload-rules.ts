import { isJsonObject } from '../../store/object.ts';
import { at, listAt, objectAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, required } from './invalid.ts';
import { domainPrefixed, natural, oneOf, type Rule, rule, text } from './rules.ts';

// What single fields of jobs, cron jobs and stateful sets have to be.

const INDEXED = 'requires indexed completion mode';
const MOST_OF_AN_INDEXED = 100_000;

export const jobRules: readonly Rule[] = [
  (object) => {
    const spec = objectAt(object, 'spec');
    const isIndexed = spec.completionMode === 'Indexed';
    const faults: FieldFault[] = [];
    if (isIndexed && Number(spec.parallelism) > MOST_OF_AN_INDEXED) {
      const why = `must be less than or equal to ${MOST_OF_AN_INDEXED} when completion mode is Indexed`;
      faults.push(invalidValue('spec.parallelism', spec.parallelism, why));
    }
    if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
      faults.push(required('spec.backoffLimitPerIndex', 'when maxFailedIndexes is specified'));
    if (spec.maxFailedIndexes !== undefined && !isIndexed)
      faults.push(invalidValue('spec.maxFailedIndexes', spec.maxFailedIndexes, INDEXED));
    return faults;
  },
  text('spec.managedBy', domainPrefixed),
];

export const cronJobRules: readonly Rule[] = [
  natural('spec.startingDeadlineSeconds'),
  natural('spec.successfulJobsHistoryLimit'),
  natural('spec.failedJobsHistoryLimit'),
  rule('spec.timeZone', (zone, field) =>
    zone === '' ? [invalidValue(field, '', 'timeZone must be nil or non-empty string')] : [],
  ),
];

export const statefulSetRules: readonly Rule[] = [
  natural('spec.ordinals.start'),
  ...['whenScaled', 'whenDeleted'].map((name) =>
    oneOf(`spec.persistentVolumeClaimRetentionPolicy.${name}`, ['Retain', 'Delete']),
  ),
  (object) => {
    const { type, rollingUpdate } = objectAt(object, 'spec', 'updateStrategy');
    if (type !== 'OnDelete' || !isJsonObject(rollingUpdate)) return [];
    const shown = {
      Partition: rollingUpdate.partition ?? null,
      MaxUnavailable: rollingUpdate.maxUnavailable ?? null,
    };
    const why = "only allowed for updateStrategy 'RollingUpdate'";
    return [invalidValue('spec.updateStrategy.rollingUpdate', shown, why)];
  },
  rule('spec.volumeClaimTemplates[].spec', (spec, field) => [
    ...(listAt(spec, 'accessModes').length === 0
      ? [required(`${field}.accessModes`, 'at least 1 access mode is required')]
      : []),
    ...(at(spec, 'resources', 'requests', 'storage') === undefined
      ? [required(`${field}.resources[storage]`)]
      : []),
  ]),
];
