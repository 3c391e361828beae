import { TerminalError } from '#lib/engine/contract.ts';
import type { ArtifactService, OutboundHttp } from '#lib/stages/services.ts';

/** Reads what an artifact points to: embedded content, or a file behind an http address (reference section 6.4). */
export function artifactService(http: OutboundHttp): ArtifactService {
  return {
    async fetch(artifact, signal) {
      const { type, reference } = artifact;
      if (typeof reference !== 'string' || reference === '')
        throw new TerminalError(`The artifact "${String(artifact.name ?? type)}" has no reference to read.`);
      if (type === 'embedded/base64') return Buffer.from(reference, 'base64').toString('utf8');
      if (type === 'http/file') return fetchFile(http, reference, signal);
      throw new TerminalError(
        `Artifacts of type "${String(type)}" cannot be read here. Use embedded/base64 or http/file.`,
      );
    },
  };
}

async function fetchFile(http: OutboundHttp, url: string, signal: AbortSignal): Promise<string> {
  const answer = await http.request({ url, method: 'GET', signal });
  if (answer.kind !== 'answer') {
    const sentence = `The file ${url} cannot be read: ${answer.reason}`;
    if (answer.kind === 'refused') throw new TerminalError(sentence);
    throw new Error(sentence);
  }
  if (answer.status >= 500)
    throw new Error(`The file ${url} cannot be read now: its server answered ${answer.status}.`);
  if (answer.status !== 200)
    throw new TerminalError(`The file ${url} cannot be read: its server answered ${answer.status}.`);
  return answer.body;
}
