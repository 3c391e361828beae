import { javaFault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { double, float, int, JavaNumber, long, narrow } from '../values/number.ts';
import { CharValue } from '../values/value.ts';

/** A call of a method whose arguments have been turned into its parameter types. */
export type Call = {
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly state: State;
};

export type JavaMethod = {
  name: string;
  /** Java names of the parameter types. */
  parameters: readonly string[];
  returns: string;
  isStatic: boolean;
  /** The last parameter takes any number of arguments. */
  isVarArgs: boolean;
  run: (call: Call) => unknown;
};

/** Methods of a class, written `'static join(CharSequence,CharSequence...): String': (call) => ...`. */
export type MethodTable = Readonly<Record<string, (call: Call) => unknown>>;

const signature = /^(static )?(\w+)\(([^)]*)\): ([\w[\]]+)$/;

/** Reads the signatures of a table. */
export function methodsOf(table: MethodTable): JavaMethod[] {
  return Object.entries(table).map(([text, run]) => {
    const found = signature.exec(text);
    if (!found) throw new Error(`'${text}' is not a signature`);
    const [, isStatic, name = '', list = '', returns = ''] = found;
    const parameters = list === '' ? [] : list.split(',');
    const isVarArgs = list.endsWith('...');
    return {
      name,
      parameters: parameters.map((type) => type.replace(/\.\.\.$/, '[]')),
      returns,
      isStatic: isStatic !== undefined,
      isVarArgs,
      run,
    };
  });
}

/** Gives the plain result of a method its Java type: a number from a method `: int` becomes an int. */
export function typedResult(value: unknown, returns: string): unknown {
  if (value === undefined) return null;
  if (typeof value === 'number') {
    switch (returns) {
      case 'double':
      case 'Double':
        return double(value);
      case 'float':
      case 'Float':
        return float(value);
      case 'long':
      case 'Long':
        return long(BigInt(value));
      case 'byte':
      case 'Byte':
        return narrow('byte', value);
      case 'short':
        return narrow('short', value);
      default:
        return int(value);
    }
  }
  if (typeof value === 'bigint') return long(value);
  if (returns === 'char' && typeof value === 'string') return new CharValue(value);
  return value;
}

const wrong = (): never => {
  throw javaFault('an argument has the wrong type');
};

/** The readers below narrow an argument that conversion has already given its type. A null is Java's null pointer. */
export function textArg(call: Call, index: number): string {
  const value = call.args[index];
  if (value === null) throw javaFault('an argument is null');
  return typeof value === 'string' ? value : wrong();
}

export function intArg(call: Call, index: number): number {
  const value = call.args[index];
  return value instanceof JavaNumber ? Number(value.raw) : wrong();
}

export function longArg(call: Call, index: number): bigint {
  const value = call.args[index];
  return value instanceof JavaNumber ? BigInt(value.raw) : wrong();
}

export function numberArg(call: Call, index: number): JavaNumber {
  const value = call.args[index];
  if (value === null || value === undefined) throw javaFault('an argument is null');
  return value instanceof JavaNumber ? value : wrong();
}

export function realArg(call: Call, index: number): number {
  return intArg(call, index);
}

export function flagArg(call: Call, index: number): boolean {
  const value = call.args[index];
  return typeof value === 'boolean' ? value : wrong();
}

export function charArg(call: Call, index: number): string {
  const value = call.args[index];
  return value instanceof CharValue ? value.text : wrong();
}

export function arg(call: Call, index: number): unknown {
  return call.args[index] ?? null;
}

export function itemsArg(call: Call, index: number): readonly unknown[] {
  const value = call.args[index];
  if (value === null) throw javaFault('an argument is null');
  return call.state.overlay.items(value) ?? wrong();
}

export function selfText(call: Call): string {
  return typeof call.self === 'string' ? call.self : wrong();
}

export function selfNumber(call: Call): JavaNumber {
  return call.self instanceof JavaNumber ? call.self : wrong();
}
