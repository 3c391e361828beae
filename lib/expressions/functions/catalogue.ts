import { executionFunctions } from './execution-functions.ts';
import type { FunctionTable, HelperFunction } from './function.ts';
import { textFunctions } from './text-functions.ts';
import { urlFunctions } from './url-functions.ts';

const all: readonly HelperFunction[] = [...textFunctions, ...urlFunctions, ...executionFunctions];

/** The helper functions by name. */
export const functionTable: FunctionTable = new Map(all.map((entry) => [entry.name, entry]));

export type FunctionHelp = {
  name: string;
  /** As it is written: `#stage(stage)`. */
  signature: string;
  description: string;
  arguments: readonly { name: string; description: string }[];
  returns: string;
};

/** The helper functions for help and completion, by name. */
export const functionCatalogue: readonly FunctionHelp[] = all
  .map(({ name, description, parameters, returns }) => ({
    name,
    signature: `#${name}(${parameters.map((parameter) => parameter.name).join(', ')})`,
    description,
    arguments: parameters.map((parameter) => ({ name: parameter.name, description: parameter.description })),
    returns,
  }))
  .sort((a, b) => a.name.localeCompare(b.name));
