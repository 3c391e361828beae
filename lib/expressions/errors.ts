/** What kind of trouble stopped an expression; kept in the evaluation summary as `exceptionType`. */
export type ExpressionErrorKind = 'syntax' | 'evaluation' | 'function' | 'budget' | 'java';

/**
 * The only thing this library throws. `code` is the number users know from Spinnaker's own messages
 * (`EL1007E` ...) where there is one; `position` counts characters from the start of the expression text.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly kind: ExpressionErrorKind;
  readonly code: string | undefined;
  position: number | undefined;

  constructor(
    kind: ExpressionErrorKind,
    message: string,
    options: { code?: string; position?: number } = {},
  ) {
    super(message);
    this.kind = kind;
    this.code = options.code;
    this.position = options.position;
  }
}

/** Codes and sentences of the language's own faults. `{0}` and `{1}` are filled in. */
const messages = {
  EL1001E: 'cannot turn {0} into {1}',
  EL1002E: 'no constructor of {0} takes {1}',
  EL1003E: 'cannot construct {0} from {1}',
  EL1004E: 'method {0} cannot be called on {1}',
  EL1005E: "type '{0}' is not known",
  EL1006E: "function '#{0}' is not known",
  EL1007E: "property '{0}' cannot be read: the value before it is null",
  EL1008E: "property '{0}' cannot be read on {1}",
  EL1009E: "property '{0}' cannot be set: the value before it is null",
  EL1010E: "property '{0}' cannot be set on {1}",
  EL1011E: 'method {0} cannot be called: the value before it is null',
  EL1012E: 'cannot index into null',
  EL1013E: 'cannot compare {0} with {1}',
  EL1014E: 'function #{0} takes {1}',
  EL1015E: 'cannot select from {0}',
  EL1016E: 'the condition of a selection must be true or false',
  EL1017E: "the right side of 'between' must be a list of two values",
  EL1018E: "'{0}' is not a valid regular expression: {1}",
  EL1019E: 'cannot project over {0}',
  EL1021E: "'{0}' cannot be accessed: {1}",
  EL1022E: "'#{0}' is not a function",
  EL1023E: 'function #{0} failed: {1}',
  EL1024E: 'the array has {0} elements, there is none at {1}',
  EL1025E: 'the list has {0} elements, there is none at {1}',
  EL1026E: 'the text has {0} characters, there is none at {1}',
  EL1027E: 'cannot index into {0}',
  EL1028E: "the right side of 'instanceof' must be a type, as in T(String)",
  EL1029E: 'an array of {0} cannot be passed on as {1}: pass a list',
  EL1030E: "operator '{0}' does not work between {1}",
  EL1032E: '{0} cannot be set',
  EL1033E: 'method {0} of {1} is ambiguous for these arguments: convert them first',
  EL1034E: "property '{0}' cannot be set: {1}",
  EL1035E: "'{0}' is not an int; write a larger number with L",
  EL1036E: "'{0}' is not a long",
  EL1037E: "the left side of 'matches' must be text, it is null",
  EL1038E: "the right side of 'matches' must be text",
  EL1040E: "'{0}' is not a number",
  EL1041E: "the expression is complete before '{0}'",
  EL1042E: 'the right operand is missing',
  EL1043E: "expected {0} but found '{1}'",
  EL1044E: 'the expression ends too early',
  EL1045E: 'a closing " is missing',
  EL1046E: "a closing ' is missing",
  EL1048E: 'a number with decimals cannot be a long',
  EL1049E: "unexpected '{0}' after the dot",
  EL1050E: 'the constructor needs its arguments in (...)',
  EL1051E: 'the list of arguments does not end',
  EL1057E: "beans are not available ('@{0}')",
  EL1059E: '@ and & must be followed by a name',
  EL1062E: 'only one dimension of an array can be filled in place',
  EL1063E: 'an array needs its size or its values',
  EL1064E: 'the size of the array and the number of its values differ',
  EL1065E: 'unexpected escape character \\',
  EL1066E: '{0} cannot be incremented',
  EL1067E: '{0} cannot be decremented',
  EL1068E: '{0} is no place to write to',
  EL1069E: "a second '{0}' is missing",
  EL1070E: 'the left operand is missing',
  EL1071E: 'the condition of the selection is missing',
  EL1073E: "regular expression '{0}' takes too long; make it simpler",
  EL1079E: 'the expression is longer than {0} characters',
} as const;

export type FaultCode = keyof typeof messages;

const syntaxCodes = /^EL10(3[56]|4[0-9]|5[019]|65|69|7[019])E$/;

/** Makes the error of one of the language's own faults. */
export function fault(code: FaultCode, inserts: readonly string[] = [], position?: number): ExpressionError {
  const text = messages[code].replace(/\{(\d)\}/g, (_, index: string) => inserts[Number(index)] ?? '');
  const kind = syntaxCodes.test(code) ? 'syntax' : 'evaluation';
  return new ExpressionError(kind, `${code}: ${text}`, { code, ...(position !== undefined && { position }) });
}

/** A fault that Java code of the original would have thrown (number format, division by zero ...). */
export function javaFault(message: string): ExpressionError {
  return new ExpressionError('java', message);
}
