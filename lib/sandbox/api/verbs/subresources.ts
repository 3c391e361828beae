import type { ResourceCall } from '../context.ts';
import type { Verb } from './dispatch.ts';
import { patchObject } from './patch-object.ts';
import { readObject } from './read-object.ts';
import { replaceObject } from './replace-object.ts';

export function subresourceVerb(call: ResourceCall, method: string): Verb | undefined {
  if (call.subresource === 'status') {
    return { GET: readObject, PUT: replaceObject, PATCH: patchObject }[method as 'GET'];
  }
  return undefined;
}
