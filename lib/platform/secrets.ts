import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config } from './config.ts';
import { Unavailable } from './errors.ts';
import { processState } from './process-state.ts';

/**
 * Secrets at rest: AES-256-GCM with a random data key for every secret, itself encrypted with the key of this
 * installation. Stored as `v1.<wrapped data key>.<sealed text>`, both parts base64url of nonce, tag and cipher text.
 */
export function encryptSecret(plain: string): string {
  const dataKey = randomBytes(32);
  return `v1.${seal(masterKey(), dataKey)}.${seal(dataKey, Buffer.from(plain, 'utf8'))}`;
}

/** The text of `encryptSecret`. Throws Unavailable when this installation's key is not the one it was made with. */
export function decryptSecret(sealed: string): string {
  const [version, wrapped, body] = sealed.split('.');
  if (version !== 'v1' || !wrapped || !body)
    throw new Unavailable('A stored secret is damaged. Enter it anew.');
  try {
    return open(open(masterKey(), wrapped), body).toString('utf8');
  } catch (cause) {
    throw new Unavailable(
      'A stored secret cannot be read with the key of this installation. Restore the key, or enter the secret anew.',
      { cause },
    );
  }
}

function seal(key: Buffer, plain: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

function open(key: Buffer, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

function masterKey(): Buffer {
  return processState('secrets.key', () => {
    const { secretKey } = config();
    return secretKey === undefined
      ? Buffer.from(
          keptSecret('secret.key', () => randomBytes(32).toString('hex')),
          'hex',
        )
      : Buffer.from(secretKey, 'hex');
  });
}

/**
 * A secret of this installation that is made once and kept in the data folder with mode 600.
 * Safe when several processes start at once: the first writer wins, the others read.
 */
export function keptSecret(file: string, create: () => string): string {
  const folder = config().home;
  const path = join(folder, file);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, `${create()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8').trim();
}
