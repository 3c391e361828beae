import { StatusError } from '../../store/status-error.ts';
import type { Verb } from './dispatch.ts';

export const patchObject: Verb = () => {
  throw new StatusError(415, 'UnsupportedMediaType', 'not yet');
};
