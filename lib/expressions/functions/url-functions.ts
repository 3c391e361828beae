import { ExpressionError } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { keyOf } from '../values/equality.ts';
import { EntryValue, MapValue } from '../values/value.ts';
import type { HelperFunction } from './function.ts';
import { askHost } from './host.ts';
import { readJson, textOfArgument } from './text-functions.ts';
import { readYaml } from './yaml.ts';

const refusedHosts =
  /^(localhost|.*\.localhost|.*\.local|.*\.internal|.*\.cluster\.local|\[.*\]|\d{1,3}(\.\d{1,3}){3}|0x[0-9a-f]+|\d+)$/i;

/**
 * Refuses what is never a public address by its looks: other schemes, bare IPs, local names. Only the host can check
 * where a name really leads.
 */
function checkUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refused(`'${text.slice(0, 200)}' is not a web address`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(`scheme ${url.protocol} is not allowed`);
  if (url.username || url.password) throw refused('an address with a password is not allowed');
  if (refusedHosts.test(url.hostname)) throw refused(`host ${url.hostname} is not allowed`);
  return url.href;
}

const refused = (message: string): ExpressionError => new ExpressionError('function', message);

function fetchText(args: readonly unknown[], state: State): string {
  const { host, answers } = state.environment;
  const url = checkUrl(textOfArgument(args));
  const text = askHost(answers, 'fetchText', [url], host.fetchText);
  if (typeof text !== 'string') throw refused('the answer is no text');
  state.budget.allocate(text.length >> 4);
  return text;
}

const url = [{ name: 'url', type: 'text', description: 'A public http or https address' }] as const;

/** Functions that read from the web through the host. */
export const urlFunctions: readonly HelperFunction[] = [
  {
    name: 'fromUrl',
    description: 'Text behind a web address.',
    parameters: url,
    returns: 'text',
    run: fetchText,
  },
  {
    name: 'jsonFromUrl',
    description: 'JSON behind a web address, read.',
    parameters: url,
    returns: 'map or list',
    run: (args, state) => readJson(fetchText(args, state), state.budget),
  },
  {
    name: 'yamlFromUrl',
    description: 'YAML behind a web address, read.',
    parameters: url,
    returns: 'value',
    run: (args, state) => readYaml(fetchText(args, state), state.budget),
  },
  {
    name: 'propertiesFromUrl',
    description: 'A properties file (key=value lines) behind a web address, as a map.',
    parameters: url,
    returns: 'map',
    run: (args, state) => parseProperties(fetchText(args, state)),
  },
];

/** Java's properties format: `=`, `:` or blanks between key and value, `\` continues a line, `#` and `!` comment. */
export function parseProperties(text: string): MapValue {
  const entries = new Map<string, EntryValue>();
  for (const line of logicalLines(text)) {
    const found = /^((?:\\.|[^\\=:\s])*)\s*[=:]?\s*(.*)$/s.exec(line);
    const key = unescaped(found?.[1] ?? '');
    entries.set(keyOf(key), new EntryValue(key, unescaped(found?.[2] ?? '')));
  }
  return new MapValue(entries);
}

function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open = '';
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.trimStart();
    if (open === '' && (line === '' || /^[#!]/.test(line))) continue;
    const slashes = /\\*$/.exec(line)?.[0].length ?? 0;
    if (slashes % 2 === 1) {
      open += line.slice(0, -1);
    } else {
      lines.push(open + line);
      open = '';
    }
  }
  return open === '' ? lines : [...lines, open];
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

const unescaped = (text: string): string =>
  text.replace(/\\(u[0-9A-Fa-f]{4}|.)/gs, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (controls[code] ?? code),
  );
