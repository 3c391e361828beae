import { badRequest } from '../../store/status-error.ts';
import { flag } from '../http/request.ts';
import { type FieldFault, invalid, notAllowed, notSupported } from '../validation/invalid.ts';

const MATCH = 'resourceVersionMatch';

function listFaults(query: URLSearchParams): FieldFault[] {
  const match = query.get(MATCH) ?? '';
  const version = query.get('resourceVersion') ?? '';
  const faults: FieldFault[] = [];
  if (match !== '') {
    if (version === '')
      faults.push(notAllowed(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
    if ((query.get('continue') ?? '') !== '')
      faults.push(notAllowed(MATCH, 'resourceVersionMatch is forbidden for continue'));
    if (match !== 'Exact' && match !== 'NotOlderThan')
      faults.push(notSupported(MATCH, match, ['Exact', 'NotOlderThan', '']));
    if (match === 'Exact' && version === '0')
      faults.push(notAllowed(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
  }
  if (query.has('sendInitialEvents'))
    faults.push(notAllowed('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  return faults;
}

function watchFaults(query: URLSearchParams): FieldFault[] {
  const match = query.get(MATCH) ?? '';
  const isAsked = query.has('sendInitialEvents');
  const faults: FieldFault[] = [];
  if ((query.get('continue') ?? '') !== '')
    faults.push(notAllowed(MATCH, 'resourceVersionMatch is forbidden when continue is provided'));
  if (isAsked && match !== 'NotOlderThan')
    faults.push(notAllowed(MATCH, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
  if (match === '') return faults;
  if (!isAsked)
    faults.push(
      notAllowed(MATCH, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'),
    );
  if (match !== 'NotOlderThan') faults.push(notSupported(MATCH, match, ['NotOlderThan']));
  return faults;
}

/** @throws StatusError BadRequest for a parameter that is no number */
export function checkNumber(query: URLSearchParams, name: string): void {
  const text = query.get(name) ?? '';
  if (text === '' || /^-?\d+$/.test(text)) return;
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/**
 * Checks what a list or a watch asks for besides its selectors.
 * @throws StatusError BadRequest for what is no number, Invalid for parameters that do not go together
 */
export function checkListOptions(query: URLSearchParams): void {
  for (const name of ['limit', 'timeoutSeconds']) checkNumber(query, name);
  const faults = flag(query, 'watch') ? watchFaults(query) : listFaults(query);
  if (faults.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', faults);
}
