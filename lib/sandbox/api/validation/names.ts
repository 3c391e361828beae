// What names and labels may look like, and the sentences that say so.

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const PORT_NAME = /^[-a-z0-9]+$/;

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

const isLabel = whole(LABEL);
const isSubdomain = whole(SUBDOMAIN);
const isQualified = whole(QUALIFIED);
const isLabelValue = whole(LABEL_VALUE);

function tooLong(most: number): string {
  return `must be no more than ${most} characters`;
}

/** Says what is wrong with a text: nothing, or one or more sentences. */
export type Check = (text: string) => string[];

export const checkSubdomain: Check = (text) => [
  ...(text.length > 253 ? [tooLong(253)] : []),
  ...(isSubdomain.test(text)
    ? []
    : [
        `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
      ]),
];

export const checkWildcard: Check = (text) =>
  text.startsWith('*.') && checkSubdomain(text.slice(2)).length === 0
    ? []
    : [
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ];

export const checkLabel: Check = (text) => [
  ...(text.length > 63 ? [tooLong(63)] : []),
  ...(isLabel.test(text)
    ? []
    : isSubdomain.test(text)
      ? ['must not contain dots']
      : [
          `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
        ]),
];

/** Names that are one segment of a path and nothing more: RBAC's. */
export const checkPathSegment: Check = (text) => {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%'].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
};

export const checkQualifiedName: Check = (text) => {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  const faults: string[] = [];
  if (parts.length === 2) {
    const [prefix = ''] = parts;
    if (prefix === '') faults.push('prefix part must be non-empty');
    else
      faults.push(
        ...checkSubdomain(prefix).map(
          (sentence) => `prefix part ${sentence.replace(/characters$/, 'bytes')}`,
        ),
      );
  } else if (parts.length > 2) {
    return [
      `a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (name === '') faults.push('name part must be non-empty');
  else if (name.length > 63) faults.push('name part must be no more than 63 bytes');
  if (!isQualified.test(name)) {
    faults.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
    );
  }
  return faults;
};

export const checkLabelValue: Check = (text) => [
  ...(text.length > 63 ? ['must be no more than 63 bytes'] : []),
  ...(isLabelValue.test(text)
    ? []
    : [
        `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`,
      ]),
];

export const checkPortName: Check = (text) => {
  const faults: string[] = [];
  if (text.length > 15) faults.push('must be no more than 15 characters');
  if (!PORT_NAME.test(text))
    faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) faults.push('must contain at least one letter (a-z)');
  if (text.includes('--')) faults.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(text)) faults.push('must not begin or end with a hyphen');
  return faults;
};

export const checkConfigKey: Check = (text) =>
  /^[-._a-zA-Z0-9]+$/.test(text)
    ? []
    : [
        `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      ];

export const checkEnvName: Check = (text) =>
  /^[ -<>-~]+$/.test(text)
    ? []
    : [`a valid environment variable name must consist only of printable ASCII characters other than '='`];

/** The sentence about a port number, when it is out of range. */
export function portFault(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65_535
    ? undefined
    : 'must be between 1 and 65535, inclusive';
}
