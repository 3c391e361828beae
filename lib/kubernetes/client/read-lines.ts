import { ApiError } from './api-error.ts';

const longestLine = 32 * 1024 * 1024;

/** Splits a body into lines as they come. Text is decoded per line, so a character cut in two by the network stays whole. */
export async function* readLines(
  body: AsyncIterable<Uint8Array>,
  onBytes?: () => void,
): AsyncGenerator<string, void> {
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  for await (const chunk of body) {
    onBytes?.();
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...pending, chunk.subarray(start, end)]).toString('utf8');
      pending = [];
      pendingLength = 0;
      start = end + 1;
      if (line.length > 0) yield line;
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      pendingLength += chunk.length - start;
    }
    if (pendingLength > longestLine) {
      throw new ApiError({
        code: 0,
        reason: 'BadAnswer',
        message: 'The cluster sent a line of more than 32 MB.',
      });
    }
  }
  const rest = Buffer.concat(pending).toString('utf8');
  if (rest.length > 0) yield rest;
}
