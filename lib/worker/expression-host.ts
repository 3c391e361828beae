import type { ExpressionHost } from '#lib/expressions/index.ts';
import { database } from '#lib/platform/database/index.ts';
import type { OutboundHttp } from '#lib/stages/services.ts';
import { readableApplication } from './readable-application.ts';

/**
 * What helper functions of expressions may ask of the world, with the rights of whoever stands behind the run: an
 * application that this person may not read is not there.
 */
export function expressionHost(http: OutboundHttp): (actor: { readonly user: string }) => ExpressionHost {
  return ({ user }) => ({
    async fetchText(url) {
      const answer = await http.request({ url, method: 'GET' });
      if (answer.kind !== 'answer') throw new Error(answer.reason);
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      return answer.body;
    },
    async findPipelineId(application, name) {
      const row = await readableApplication(application, user);
      if (!row) return null;
      const where = { application: row.name, name };
      return (await database().pipeline.findFirst({ where, select: { id: true } }))?.id ?? null;
    },
    async applicationMetadata(name) {
      const row = await readableApplication(name, user);
      return row && { name: row.name, email: row.email, description: row.description, team: row.team };
    },
    findCanaryConfigId() {
      throw new Error('Foredeck judges no canaries by metrics and keeps no configurations of them');
    },
    fetchReference(reference) {
      throw new Error(
        `Foredeck keeps no artifact store: ${reference} cannot be read, embed the content instead`,
      );
    },
  });
}
