import type { ExpressionHost } from '#lib/expressions/index.ts';
import { database } from '#lib/platform/database/index.ts';
import type { OutboundHttp } from '#lib/stages/services.ts';

/** What helper functions of expressions may ask of the world. */
export function expressionHost(http: OutboundHttp): ExpressionHost {
  return {
    async fetchText(url) {
      const answer = await http.request({ url, method: 'GET' });
      if (answer.kind !== 'answer') throw new Error(answer.reason);
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      return answer.body;
    },
    async findPipelineId(application, name) {
      const where = { application: application.toLowerCase(), name };
      return (await database().pipeline.findFirst({ where, select: { id: true } }))?.id ?? null;
    },
    async applicationMetadata(application) {
      const row = await database().application.findUnique({ where: { name: application.toLowerCase() } });
      if (!row) return null;
      const { name, email, description, team } = row;
      return { name, email, description, team };
    },
  };
}
