import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// secrets.ts DIR: the key pair that signs service account tokens, and the administrator's token.
const [folder = '.'] = process.argv.slice(2);
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const write = (name: string, content: string) => writeFileSync(join(folder, name), content, { mode: 0o600 });
write('sa.pub', keys.publicKey);
write('tokens.csv', `${randomBytes(16).toString('hex')},admin,admin,system:masters\n`);
write('sa.key', keys.privateKey);
