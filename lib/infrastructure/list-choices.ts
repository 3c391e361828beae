import { applicationsFor } from '#lib/applications/index.ts';
import type { Context } from '#lib/auth/index.ts';
import { applicationOf, kindNameOf } from '#lib/kubernetes/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { readableMember } from './readable-member.ts';

const LIMIT = 1000;

/** The namespaces of an account that may be chosen in a form. */
export async function listNamespaces(ctx: Context, account: string): Promise<string[]> {
  const member = await readableMember(ctx, account);
  const { items } = await member.client.list({ apiVersion: 'v1', kind: 'Namespace' });
  const names = items.map((namespace) => namespace.metadata.name ?? '').filter(member.mayUseNamespace);
  return names.sort().slice(0, LIMIT);
}

/** Names such as `deployment web` in a namespace, of the given kinds or of all; from the live cache. */
export async function listManifestNames(
  ctx: Context,
  account: string,
  namespace: string,
  kinds: readonly string[],
): Promise<string[]> {
  const member = await readableMember(ctx, account);
  const hidden = await hiddenApplications(ctx);
  const names = member.cache
    .list({ namespace })
    .filter((object) => !hidden.has(applicationOf(object)?.toLowerCase() ?? ''))
    .filter((object) => kinds.length === 0 || kinds.includes(kindNameOf(object)))
    .map((object) => `${kindNameOf(object)} ${object.metadata.name ?? ''}`);
  return [...new Set(names)].sort().slice(0, LIMIT);
}

/** What belongs to an application that the caller may not read is not there for them. */
async function hiddenApplications(ctx: Context): Promise<Set<string>> {
  const [readable, all] = await Promise.all([
    applicationsFor(ctx, 'READ'),
    database().application.findMany({ select: { name: true } }),
  ]);
  return new Set(all.map((row) => row.name).filter((name) => !readable.has(name)));
}
