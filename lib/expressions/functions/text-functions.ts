import type { Budget } from '../budget.ts';
import { javaFault } from '../errors.ts';
import { containsExpression } from '../syntax/template.ts';
import { parseInteger, parseReal } from '../values/convert.ts';
import { parseJson, printJson } from '../values/json.ts';
import { float, int } from '../values/number.ts';
import { MapValue, ProtectedValue } from '../values/value.ts';
import type { HelperFunction } from './function.ts';
import { stored } from './host.ts';
import { readAllYaml, readYaml } from './yaml.ts';

/** The argument as text. A null fails as it does in the original, with the function's name in front. */
export function textOfArgument(args: readonly unknown[], index = 0): string {
  const value = args[index];
  if (typeof value !== 'string') throw javaFault('its argument is null');
  return value;
}

const text = (name: string, description: string) => [{ name, type: 'text', description }] as const;

function encode(value: string): string {
  const bytes = new TextEncoder().encode(value);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function decode(value: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.replace(/=+$/, '').length % 4 === 1) {
    throw javaFault('Illegal base64 text');
  }
  const binary = atob(value);
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}

/** Functions that need nothing but their arguments. */
export const textFunctions: readonly HelperFunction[] = [
  {
    name: 'toJson',
    description:
      'Writes a value as JSON. Fails when the JSON would contain ${, unless #doNotEval wraps the value.',
    parameters: [{ name: 'value', type: 'value', description: 'Any value' }],
    returns: 'text',
    run: ([value], state) => {
      const json = printJson(value ?? null, state);
      if (!(value instanceof ProtectedValue) && containsExpression(json)) {
        throw javaFault('the result of toJson cannot contain an expression');
      }
      return json;
    },
  },
  {
    name: 'toInt',
    description: 'Reads text as a whole number.',
    parameters: text('text', 'A whole number, as text'),
    returns: 'int',
    run: (args) => int(Number(parseInteger(textOfArgument(args), 10, 'int').raw)),
  },
  {
    name: 'toFloat',
    description: 'Reads text as a number with decimals.',
    parameters: text('text', 'A number, as text'),
    returns: 'float',
    run: (args) => float(parseReal(textOfArgument(args), 'float')),
  },
  {
    name: 'toBoolean',
    description: "True for the text 'true' in any case, false for everything else.",
    parameters: text('text', "'true' or anything else"),
    returns: 'boolean',
    run: ([value]) => typeof value === 'string' && value.toLowerCase() === 'true',
  },
  {
    name: 'toBase64',
    description: 'Encodes text (as UTF-8) in base64.',
    parameters: text('text', 'Text to encode'),
    returns: 'text',
    run: (args, state) => {
      state.budget.allocate(textOfArgument(args).length * 2);
      return encode(textOfArgument(args));
    },
  },
  {
    name: 'fromBase64',
    description: 'Decodes base64 to text (UTF-8); a reference of the artifact store is looked up first.',
    parameters: text('text', 'Base64 text'),
    returns: 'text',
    run: (args, state) => {
      const encoded = String(stored(textOfArgument(args), state));
      state.budget.allocate(encoded.length);
      return decode(encoded);
    },
  },
  {
    name: 'alphanumerical',
    description: 'Removes every character but letters A-Z, a-z and digits.',
    parameters: text('text', 'Text to clean'),
    returns: 'text',
    run: (args) => textOfArgument(args).replace(/[^A-Za-z0-9]/g, ''),
  },
  {
    name: 'doNotEval',
    description: 'Keeps a value from being evaluated, so that expressions inside it stay as text.',
    parameters: [{ name: 'value', type: 'value', description: 'Any value' }],
    returns: 'value',
    run: ([value]) => new ProtectedValue(value ?? null),
  },
  {
    name: 'readJson',
    description: 'Reads JSON text: a list when it starts with [, else a map.',
    parameters: text('text', 'JSON of a map or list'),
    returns: 'map or list',
    run: (args, state) => readJson(textOfArgument(args), state.budget),
  },
  {
    name: 'readYaml',
    description: 'Reads YAML text, its first document.',
    parameters: text('text', 'YAML'),
    returns: 'value',
    run: (args, state) => readYaml(textOfArgument(args), state.budget),
  },
  {
    name: 'readAllYaml',
    description: 'Reads YAML text with several documents, as a list.',
    parameters: text('text', 'YAML with --- between documents'),
    returns: 'list',
    run: (args, state) => readAllYaml(textOfArgument(args), state.budget),
  },
];

export function readJson(json: string, budget: Budget): unknown {
  const value = parseJson(json, budget);
  const isWanted = json.startsWith('[') ? Array.isArray(value) : value === null || value instanceof MapValue;
  if (!isWanted) throw javaFault('the JSON is neither a map nor a list');
  return value;
}
