import { Invalid } from '#lib/platform/errors.ts';

const DEFAULT_LIMIT = 1024 * 1024;
/** Deeper nesting than any manifest or pipeline needs; guards parsers that recurse. */
const MAX_DEPTH = 200;
/** The escape of a NUL that is no escaped backslash before a "u0000"; PostgreSQL stores no such text. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Reads a JSON body of bounded size and depth. An empty body is `undefined`. Throws Invalid. */
export async function readJson(request: Request, limit = DEFAULT_LIMIT): Promise<unknown> {
  const text = await readText(request, limit);
  if (text === '') return undefined;
  const type = request.headers.get('content-type') ?? '';
  // Browsers cannot send JSON across sites without asking first, so insisting on it also stops forged forms.
  if (!/^application\/([\w.+-]*\+)?json\b/i.test(type))
    throw new Invalid('Send the body as application/json.');
  guardDepth(text);
  if (NUL.test(text)) throw new Invalid('The body holds a NUL character (\\u0000), which cannot be stored.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Invalid(`The body is not valid JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () => new Invalid(`The body is larger than ${Math.round(limit / 1024)} KiB.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function guardDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new Invalid(`The body is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (code === 93 || code === 125) depth -= 1;
  }
}
