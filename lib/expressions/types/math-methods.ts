import { javaFault } from '../errors.ts';
import { clampToLong, float, int, type JavaNumber, long } from '../values/number.ts';
import { type Call, intArg, longArg, type MethodTable, realArg } from './method.ts';

const real = (run: (a: number, b: number) => number) => (call: Call) =>
  run(realArg(call, 0), call.args.length > 1 ? realArg(call, 1) : 0);

/** An exact operation: what does not fit is an error instead of wrapping round. */
const exactInt =
  (run: (a: bigint, b: bigint) => bigint) =>
  (call: Call): JavaNumber => {
    const result = run(longArg(call, 0), call.args.length > 1 ? longArg(call, 1) : 0n);
    if (BigInt.asIntN(32, result) !== result) throw javaFault('integer overflow');
    return int(Number(result));
  };

const exactLong =
  (run: (a: bigint, b: bigint) => bigint) =>
  (call: Call): JavaNumber => {
    const result = run(longArg(call, 0), call.args.length > 1 ? longArg(call, 1) : 0n);
    if (BigInt.asIntN(64, result) !== result) throw javaFault('long overflow');
    return long(result);
  };

function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw javaFault('/ by zero');
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const floorRemainder = (a: bigint, b: bigint): bigint => a - floorDivide(a, b) * b;

/** Half to even, as Java's rint. */
function rint(value: number): number {
  const low = Math.floor(value);
  const gap = value - low;
  if (gap !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

const biggest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smallest = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const mathMethods: MethodTable = {
  'static abs(int): int': (call) => int(Math.abs(intArg(call, 0))),
  'static abs(long): long': (call) => long(longArg(call, 0) < 0n ? -longArg(call, 0) : longArg(call, 0)),
  'static abs(float): float': real(Math.abs),
  'static abs(double): double': real(Math.abs),
  'static absExact(int): int': exactInt((a) => (a < 0n ? -a : a)),
  'static absExact(long): long': exactLong((a) => (a < 0n ? -a : a)),
  'static acos(double): double': real(Math.acos),
  'static addExact(int,int): int': exactInt((a, b) => a + b),
  'static addExact(long,long): long': exactLong((a, b) => a + b),
  'static asin(double): double': real(Math.asin),
  'static atan(double): double': real(Math.atan),
  'static atan2(double,double): double': real(Math.atan2),
  'static cbrt(double): double': real(Math.cbrt),
  'static ceil(double): double': real(Math.ceil),
  'static cos(double): double': real(Math.cos),
  'static cosh(double): double': real(Math.cosh),
  'static copySign(float,float): float': real((a, b) => Math.abs(a) * (b < 0 || Object.is(b, -0) ? -1 : 1)),
  'static copySign(double,double): double': real(
    (a, b) => Math.abs(a) * (b < 0 || Object.is(b, -0) ? -1 : 1),
  ),
  'static decrementExact(int): int': exactInt((a) => a - 1n),
  'static decrementExact(long): long': exactLong((a) => a - 1n),
  'static exp(double): double': real(Math.exp),
  'static expm1(double): double': real(Math.expm1),
  'static floor(double): double': real(Math.floor),
  'static floorDiv(int,int): int': (call) => Number(floorDivide(longArg(call, 0), longArg(call, 1))),
  'static floorDiv(long,int): long': (call) => floorDivide(longArg(call, 0), longArg(call, 1)),
  'static floorDiv(long,long): long': (call) => floorDivide(longArg(call, 0), longArg(call, 1)),
  'static floorMod(int,int): int': (call) => Number(floorRemainder(longArg(call, 0), longArg(call, 1))),
  'static floorMod(long,int): int': (call) => Number(floorRemainder(longArg(call, 0), longArg(call, 1))),
  'static floorMod(long,long): long': (call) => floorRemainder(longArg(call, 0), longArg(call, 1)),
  'static hypot(double,double): double': real((a, b) => Math.sqrt(a * a + b * b)),
  'static incrementExact(int): int': exactInt((a) => a + 1n),
  'static incrementExact(long): long': exactLong((a) => a + 1n),
  'static log(double): double': real(Math.log),
  'static log10(double): double': real(Math.log10),
  'static log1p(double): double': real(Math.log1p),
  'static max(int,int): int': (call) => Math.max(intArg(call, 0), intArg(call, 1)),
  'static max(long,long): long': (call) => biggest(longArg(call, 0), longArg(call, 1)),
  'static max(float,float): float': real(Math.max),
  'static max(double,double): double': real(Math.max),
  'static min(int,int): int': (call) => Math.min(intArg(call, 0), intArg(call, 1)),
  'static min(long,long): long': (call) => smallest(longArg(call, 0), longArg(call, 1)),
  'static min(float,float): float': real(Math.min),
  'static min(double,double): double': real(Math.min),
  'static multiplyExact(int,int): int': exactInt((a, b) => a * b),
  'static multiplyExact(long,int): long': exactLong((a, b) => a * b),
  'static multiplyExact(long,long): long': exactLong((a, b) => a * b),
  'static multiplyFull(int,int): long': (call) => longArg(call, 0) * longArg(call, 1),
  'static negateExact(int): int': exactInt((a) => -a),
  'static negateExact(long): long': exactLong((a) => -a),
  'static pow(double,double): double': real(Math.pow),
  'static random(): double': (call) => call.state.environment.random(),
  'static rint(double): double': real(rint),
  'static round(float): int': (call) => {
    const rounded = Math.floor(realArg(call, 0) + 0.5);
    return int(Number(smallest(biggest(clampToLong(rounded), -2147483648n), 2147483647n)));
  },
  'static round(double): long': (call) => clampToLong(Math.round(realArg(call, 0))),
  'static signum(float): float': (call) => float(Math.sign(realArg(call, 0))),
  'static signum(double): double': real(Math.sign),
  'static sin(double): double': real(Math.sin),
  'static sinh(double): double': real(Math.sinh),
  'static sqrt(double): double': real(Math.sqrt),
  'static subtractExact(int,int): int': exactInt((a, b) => a - b),
  'static subtractExact(long,long): long': exactLong((a, b) => a - b),
  'static tan(double): double': real(Math.tan),
  'static tanh(double): double': real(Math.tanh),
  'static toDegrees(double): double': real((a) => a * 57.29577951308232),
  'static toIntExact(long): int': exactInt((a) => a),
  'static toRadians(double): double': real((a) => a * 0.017453292519943295),
};
