import { fault } from '../errors.ts';
import { arrayName } from '../values/text.ts';
import { TypeValue } from '../values/value.ts';
import { charMethods } from './char-methods.ts';
import {
  arrayMethods,
  entryMethods,
  keysMethods,
  listMethods,
  mapMethods,
  setMethods,
  valuesMethods,
} from './collection-methods.ts';
import { dateConstructors, dateFormatConstructors, dateFormatMethods, dateMethods } from './date-methods.ts';
import { chronoUnitMethods, dayOfWeekMethods, executionStatusMethods } from './enum-methods.ts';
import { instantMethods, localDateMethods, localDateTimeMethods } from './local-date-methods.ts';
import { mathMethods } from './math-methods.ts';
import { type JavaMethod, type MethodTable, methodsOf } from './method.ts';
import {
  booleanConstructors,
  booleanMethods,
  byteMethods,
  doubleMethods,
  floatMethods,
  intMethods,
  longMethods,
  numberConstructors,
  shortMethods,
} from './number-methods.ts';
import {
  randomConstructors,
  randomMethods,
  urlEncoderMethods,
  uuidConstructors,
  uuidMethods,
} from './random-methods.ts';
import { textConstructors, textMethods } from './text-methods.ts';

export type JavaClass = {
  /** Full Java name where expressions may name the type in `T(...)` and `new`; undefined where they may not. */
  qualifiedName: string | undefined;
  methods: readonly JavaMethod[];
  constructors: readonly JavaMethod[];
};

const open = (qualifiedName: string, methods: MethodTable, constructors: MethodTable = {}): JavaClass => ({
  qualifiedName,
  methods: methodsOf(methods),
  constructors: methodsOf(constructors),
});

const closed = (methods: MethodTable): JavaClass => ({
  qualifiedName: undefined,
  methods: methodsOf(methods),
  constructors: [],
});

/** Every class that a value can be of, with all that can be called on it. What is not here does not exist. */
export const classes: Readonly<Record<string, JavaClass>> = {
  String: open('java.lang.String', textMethods, textConstructors),
  Integer: open('java.lang.Integer', intMethods, numberConstructors('int')),
  Long: open('java.lang.Long', longMethods, numberConstructors('long')),
  Double: open('java.lang.Double', doubleMethods, numberConstructors('double')),
  Byte: open('java.lang.Byte', byteMethods, numberConstructors('byte')),
  Boolean: open('java.lang.Boolean', booleanMethods, booleanConstructors),
  Math: open('java.lang.Math', mathMethods),
  Date: open('java.util.Date', dateMethods, dateConstructors),
  Random: open('java.util.Random', randomMethods, randomConstructors),
  UUID: open('java.util.UUID', uuidMethods, uuidConstructors),
  SimpleDateFormat: open('java.text.SimpleDateFormat', dateFormatMethods, dateFormatConstructors),
  LocalDate: open('java.time.LocalDate', localDateMethods),
  LocalDateTime: open('java.time.LocalDateTime', localDateTimeMethods),
  Instant: open('java.time.Instant', instantMethods),
  DayOfWeek: open('java.time.DayOfWeek', dayOfWeekMethods),
  ChronoUnit: open('java.time.temporal.ChronoUnit', chronoUnitMethods),
  URLEncoder: open('java.net.URLEncoder', urlEncoderMethods),
  TemporalAdjusters: open('java.time.temporal.TemporalAdjusters', {}),
  Short: closed(shortMethods),
  Float: closed(floatMethods),
  BigInteger: closed({}),
  Character: closed(charMethods),
  ArrayList: closed(listMethods),
  HashSet: closed(setMethods),
  LinkedKeySet: closed(keysMethods),
  LinkedEntrySet: closed(keysMethods),
  LinkedValues: closed(valuesMethods),
  LinkedHashMap: closed(mapMethods),
  Entry: closed(entryMethods),
  ExecutionStatus: closed(executionStatusMethods),
};

const arrayClass = closed(arrayMethods);
const nothing: JavaClass = closed({});

/** The class by the simple name that `classOf` gives. Classes unknown here have no methods at all. */
export function classNamed(name: string): JavaClass {
  if (name.endsWith('[]')) return arrayClass;
  return (Object.hasOwn(classes, name) ? classes[name] : undefined) ?? nothing;
}

const primitiveTypes = ['boolean', 'byte', 'short', 'int', 'long', 'float', 'double', 'char'];

const openByName = new Map(
  Object.entries(classes).flatMap(([simple, { qualifiedName }]) =>
    qualifiedName === undefined ? [] : [[qualifiedName, simple] as const],
  ),
);

const javaLang = 'java.lang.';

/** Classes that exist under `java.lang` and are refused, which is another message than not existing. */
const refusedInLang =
  /^(Object|Class|ClassLoader|System|Runtime|Thread|Process|ProcessBuilder|Number|Float|Short|Character|Iterable|StringBuilder|StringBuffer|Enum|Void|Comparable|CharSequence|StrictMath|Throwable|Exception|RuntimeException|Error)$/;

/** The element type of `new name[...]`; a primitive's name counts in any case, so `new Long[1]` holds primitives. */
export function findElementType(name: string, at: number): string {
  const lower = name.toLowerCase();
  return primitiveTypes.includes(lower) ? lower : findType(name, at);
}

/** What `T(name)` and `T(name[])` give. */
export function typeNamed(name: string, dimensions: number, at: number): TypeValue {
  const simple = findType(name, at);
  const javaName = classNamed(simple).qualifiedName ?? simple;
  if (dimensions === 0) return new TypeValue(simple, javaName);
  return new TypeValue(simple + '[]'.repeat(dimensions), arrayName(javaName, dimensions));
}

/** Finds the type that `T(name)` or `new name` means. Throws EL1021E for one that is not allowed, EL1005E for none. */
export function findType(name: string, at: number): string {
  if (primitiveTypes.includes(name)) return name;
  const simple = openByName.get(name) ?? openByName.get(javaLang + name);
  if (simple) return simple;
  const inLang = name.startsWith(javaLang) ? name.slice(javaLang.length) : name;
  // Whether a class of the library exists cannot be known here; a package, which has no capital, does not count.
  const exists = inLang.includes('.') ? /^javax?\..*\.[A-Z]\w*$/.test(name) : refusedInLang.test(inLang);
  throw exists ? fault('EL1021E', [name, 'the type is not allowed'], at) : fault('EL1005E', [name], at);
}
