import type { GroupVersionKind } from '../../kinds/recorded.ts';
import { type StatusCause, StatusError } from '../../store/status-error.ts';

/** One fault of one field, before it is told. */
export interface FieldFault {
  readonly field: string;
  readonly type: keyof typeof REASONS;
  /** What follows the type's words: the value and the sentence. */
  readonly detail?: string;
}

const REASONS = {
  Required: ['FieldValueRequired', 'Required value'],
  Invalid: ['FieldValueInvalid', 'Invalid value'],
  NotSupported: ['FieldValueNotSupported', 'Unsupported value'],
  Duplicate: ['FieldValueDuplicate', 'Duplicate value'],
  Forbidden: ['FieldValueForbidden', 'Forbidden'],
  TooLong: ['FieldValueTooLong', 'Too long'],
  TooMany: ['FieldValueTooMany', 'Too many'],
  NotFound: ['FieldValueNotFound', 'Not found'],
  TypeInvalid: ['FieldValueTypeInvalid', 'Invalid value'],
} as const;

export function required(field: string, detail?: string): FieldFault {
  return { field, type: 'Required', ...(detail === undefined ? {} : { detail }) };
}

/** A value as the server prints it in a sentence: text quoted, objects as JSON, numbers bare. */
export function printed(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

export function invalidValue(field: string, value: unknown, sentence: string): FieldFault {
  return { field, type: 'Invalid', detail: `${printed(value)}: ${sentence}` };
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldFault {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  return { field, type: 'NotSupported', detail: `${printed(value)}: supported values: ${list}` };
}

export function duplicate(field: string, value: unknown): FieldFault {
  return { field, type: 'Duplicate', detail: printed(value) };
}

export function notAllowed(field: string, sentence: string): FieldFault {
  return { field, type: 'Forbidden', detail: sentence };
}

function cause({ field, type, detail }: FieldFault): StatusCause {
  const [reason, words] = REASONS[type];
  return { reason, message: detail === undefined ? words : `${words}: ${detail}`, field };
}

/** The 422 with every fault: `Deployment.apps "web" is invalid: spec.replicas: Invalid value: ...`. */
export function invalid(
  { group, kind }: Pick<GroupVersionKind, 'group' | 'kind'>,
  name: string,
  faults: readonly FieldFault[],
): StatusError {
  const causes = faults.map(cause);
  const lines = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))];
  const all = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const what = group === '' ? kind : `${kind}.${group}`;
  return new StatusError(422, 'Invalid', `${what} ${JSON.stringify(name)} is invalid: ${all}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind,
    causes,
  });
}
