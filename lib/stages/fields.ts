/**
 * The form of a stage, as data. The editor draws it, the import names unknown keys by it, `docs` list it.
 * Browser-safe: no server code may be imported here or in any `lib/stages/<kind>/schema.ts`.
 */
export interface StageDescription {
  /** Stage type as written in pipelines. */
  readonly type: string;
  /** Other type names that mean the same kind (`runJobManifest` for `runJob`). */
  readonly aliases?: readonly string[];
  readonly label: string;
  /** One sentence: what it does for the reader. */
  readonly description: string;
  readonly group: StageGroup;
  readonly icon: StageIcon;
  /** Fields in the order of the form. Those common to all stages the editor adds itself. */
  readonly fields: readonly Field[];
  /** One short line for the graph node, e.g. "deployment web in prod". Must accept half-filled stages. */
  readonly summary?: (stage: Readonly<Record<string, unknown>>) => string;
  /** Known, and shown by name, but never offered in the editor's palette (synthetic and internal kinds). */
  readonly isHidden?: boolean;
}

export const stageGroups = ['Deliver', 'Build', 'Control'] as const;
export type StageGroup = (typeof stageGroups)[number];

/** Names of icons; components map them to pictures. */
export const stageIcons = [
  'deploy',
  'delete',
  'scale',
  'patch',
  'undo',
  'restart',
  'enable',
  'disable',
  'pause',
  'resume',
  'find',
  'job',
  'bake',
  'canary',
  'judgment',
  'wait',
  'clock',
  'check',
  'pipeline',
  'pipelines',
  'depends',
  'watch',
  'webhook',
  'variables',
  'artifact',
  'save',
  'group',
  'window',
  'noop',
  'unknown',
] as const;
export type StageIcon = (typeof stageIcons)[number];

interface FieldBase {
  /** Key in the stage; a dot walks into objects (`restrictedExecutionWindow.jitter.enabled`). */
  readonly name: string;
  readonly label: string;
  /** Shown under the field or behind its question mark. */
  readonly help?: string;
  readonly required?: boolean;
  /** Written when the stage is added; also what an absent key means. */
  readonly default?: unknown;
  readonly placeholder?: string;
  /** Shown only when every condition holds. */
  readonly showWhen?: readonly Condition[];
  /** Folded away under "More". */
  readonly isAdvanced?: boolean;
}

/** A claim on a sibling field (a dotted name from the same root). */
export interface Condition {
  readonly field: string;
  /** Holds when the value is one of these; an absent key counts as the field's default. */
  readonly in?: readonly unknown[];
  /** Holds when the value is none of these. */
  readonly notIn?: readonly unknown[];
  /** True: the value is present and not empty; false: the contrary. */
  readonly filled?: boolean;
}

export interface Option {
  readonly value: string | number | boolean;
  readonly label: string;
  readonly help?: string;
}

/** One widget of a form. Every text-like field also takes `${ }` expressions. */
export type Field =
  | (FieldBase & { readonly kind: 'text' })
  /** One expression, without `${ }`. */
  | (FieldBase & { readonly kind: 'expression' })
  | (FieldBase & { readonly kind: 'multiline'; readonly rows?: number })
  | (FieldBase & { readonly kind: 'markdown' })
  | (FieldBase & {
      readonly kind: 'number';
      readonly min?: number;
      readonly max?: number;
      readonly unit?: string;
    })
  | (FieldBase & { readonly kind: 'boolean' })
  | (FieldBase & {
      readonly kind: 'select';
      readonly options: readonly Option[];
      readonly isMultiple?: boolean;
      /** Values beyond the options may be typed. */
      readonly isOpen?: boolean;
    })
  /** A list of strings, or of numbers with `of: 'number'`. */
  | (FieldBase & {
      readonly kind: 'tags';
      readonly of?: 'string' | 'number';
      readonly suggestions?: readonly string[];
    })
  /** An object of strings. */
  | (FieldBase & { readonly kind: 'keyValue'; readonly keyLabel?: string; readonly valueLabel?: string })
  /** A list of objects; `item` draws one of them, `itemLabel` names it ("Precondition"). */
  | (FieldBase & { readonly kind: 'list'; readonly item: readonly Field[]; readonly itemLabel: string })
  /** Any JSON value, edited as YAML. `documents`: a list, written as many documents (manifests). */
  | (FieldBase & { readonly kind: 'yaml'; readonly isDocuments?: boolean })
  /** A Kubernetes account by name. */
  | (FieldBase & { readonly kind: 'account' })
  /** A namespace; choices come from the account named by `accountField`. */
  | (FieldBase & { readonly kind: 'namespace'; readonly accountField: string })
  /** `<kind> <name>`; choices come from the account and namespace. */
  | (FieldBase & {
      readonly kind: 'manifestName';
      readonly accountField: string;
      readonly namespaceField: string;
      readonly kinds?: readonly string[];
    })
  /** A pipeline's id; choices come from the application named by `applicationField`. */
  | (FieldBase & { readonly kind: 'pipeline'; readonly applicationField: string })
  | (FieldBase & { readonly kind: 'application' })
  /** A length of time kept as a number in `unit`. */
  | (FieldBase & { readonly kind: 'duration'; readonly unit: 'ms' | 's' | 'min' })
  /** A moment kept as epoch milliseconds. */
  | (FieldBase & { readonly kind: 'moment' })
  /** An artifact: one expected by the pipeline (`idField`), or written in place (`name`). */
  | (FieldBase & { readonly kind: 'artifact'; readonly idField: string })
  /** A list of expected artifacts. */
  | (FieldBase & { readonly kind: 'expectedArtifacts' })
  /** Another stage of the same pipeline, by name. */
  | (FieldBase & { readonly kind: 'stageName' })
  /** Parameters of the pipeline named by `pipelineField`. */
  | (FieldBase & { readonly kind: 'pipelineParameters'; readonly pipelineField: string });

export type FieldKind = Field['kind'];

/** Names the values a new stage of this kind starts with (nested keys included). */
export function defaultsOf(description: StageDescription): Record<string, unknown> {
  const stage: Record<string, unknown> = {};
  for (const field of description.fields) {
    if (field.default === undefined) continue;
    setIn(stage, field.name.split('.'), structuredClone(field.default));
  }
  return stage;
}

function setIn(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const child = target[head];
  const inner = typeof child === 'object' && child !== null ? (child as Record<string, unknown>) : {};
  target[head] = inner;
  setIn(inner, rest, value);
}
