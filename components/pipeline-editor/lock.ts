import { isObject, type PipelineDocument, textOf } from './document.ts';

/** A lock kept in the document itself, for pipelines that are written elsewhere. */
interface Lock {
  reason: string;
  /** Whoever may write the pipeline may lift the lock here. */
  mayUnlock: boolean;
}

/** The lock of a stored pipeline; undefined when there is none. */
export function lockOf(document: PipelineDocument): Lock | undefined {
  const { locked } = document;
  if (!isObject(locked) || locked.ui !== true) return undefined;
  const reason = textOf(locked.description) || 'Locked against editing here.';
  return { reason, mayUnlock: locked.allowUnlockUi !== false };
}
