import { invalid, notSupported } from '../validation/invalid.ts';

/** What every write may carry as parameters. */
export interface WriteOptions {
  readonly dryRun: boolean;
  /** Who writes: the parameter, else what the client calls itself. */
  readonly manager: string;
  readonly force: boolean;
}

const MOST_OF_A_MANAGER = 128;
const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];

/**
 * Reads the parameters of a write.
 * @param optionsKind the options type the server names when it refuses one
 * @throws StatusError Invalid for a dry run it does not know
 */
export function readWriteOptions(
  query: URLSearchParams,
  userAgent: string,
  optionsKind: string,
): WriteOptions {
  const dryRun = query.getAll('dryRun').filter((value) => value !== '');
  if (dryRun.some((value) => value !== 'All')) {
    throw invalid({ group: 'meta.k8s.io', kind: optionsKind }, '', [notSupported('dryRun', dryRun, ['All'])]);
  }
  const validation = query.get('fieldValidation') ?? '';
  if (!VALIDATIONS.includes(validation)) {
    throw invalid({ group: 'meta.k8s.io', kind: optionsKind }, '', [
      notSupported('fieldValidation', validation, VALIDATIONS),
    ]);
  }
  const named = query.get('fieldManager') ?? '';
  if (named.length > MOST_OF_A_MANAGER) {
    const detail = `may not be more than ${MOST_OF_A_MANAGER} bytes`;
    throw invalid({ group: 'meta.k8s.io', kind: optionsKind }, '', [
      { field: 'fieldManager', type: 'TooLong', detail },
    ]);
  }
  return {
    dryRun: dryRun.length > 0,
    manager: named || (userAgent.split('/')[0] ?? '') || 'unknown',
    force: query.get('force') === 'true',
  };
}
