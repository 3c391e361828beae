import type { Field, FieldKind } from '#lib/stages/fields.ts';
import type { Completer, RemoteCompleter } from '../complete-expression.ts';
import type { Path, PipelineDocument } from '../document.ts';
import type { Lookups } from '../lookups.ts';
import type { Problem } from '../problems.ts';

/** What the fields of a form share: where they stand and whom they ask. */
export interface FormScope {
  document: PipelineDocument;
  /** The stage the form belongs to, if it belongs to one. */
  stageKey?: string;
  /** Where the object the form edits stands in the document. */
  path: Path;
  lookups: Lookups;
  complete: Completer;
  problems: readonly Problem[];
  /** Opens the tester with an expression of this form. */
  onTry?(text: string): void;
  /** Ways to go on that only the server knows, from the values of a past run. */
  completeMore?: RemoteCompleter;
  /** Code editors ask; plain controls are disabled by the fieldset around them. */
  isReadOnly?: boolean;
}

/** One kind of field, as its widget sees it. */
export interface WidgetProps<Kind extends FieldKind = FieldKind> {
  field: Extract<Field, { kind: Kind }>;
  /** Id of the control that takes the focus. */
  inputId: string;
  /** The object the field is part of, for fields that look at their siblings. */
  root: unknown;
  value: unknown;
  onChange(value: unknown): void;
  /** Replaces the object the field is part of, for fields kept under two keys. */
  onRootChange(root: unknown): void;
  scope: FormScope;
  error?: string;
}

/** The id of the control for a value of the document; problems lead to it. */
export function fieldId(path: Path): string {
  return `field:${path.join('.')}`;
}

/** The problem to show at a field: its own, or one deeper inside it. */
export function problemAt(scope: FormScope, path: Path): Problem | undefined {
  const place = path.map(String);
  const inside = (problem: Problem) => place.every((step, index) => String(problem.path[index]) === step);
  return (
    scope.problems.find((problem) => problem.path.length === place.length && inside(problem)) ??
    scope.problems.find(inside)
  );
}

/** The same scope one level deeper. */
export function scopeAt(scope: FormScope, path: Path): FormScope {
  return { ...scope, path: [...scope.path, ...path] };
}
