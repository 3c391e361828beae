import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

// image.ts OUT REFERENCE PROGRAM: a container image that holds one static program, in the form `ctr images import` reads.
const [out, reference, program] = process.argv.slice(2);
if (!out || !reference || !program) throw new Error('image.ts OUT REFERENCE PROGRAM');

const BLOCK = 512;
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;

/** One entry of a tar archive (ustar): a folder where no data is given. */
function entry(name: string, data?: Buffer): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(octal(data ? 0o755 : 0o1777, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(data?.length ?? 0, 12), 124);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write(data ? '0' : '5', 156);
  header.write('ustar\x0000', 257, 'latin1');
  // The checksum counts its own field as spaces, which is what stands there now.
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((BLOCK - ((data?.length ?? 0) % BLOCK)) % BLOCK);
  return Buffer.concat([header, data ?? Buffer.alloc(0), padding]);
}

const archive = (...entries: Buffer[]) => Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);

const layer = archive(entry('tmp/'), entry('program', readFileSync(program)));
const digest = sha256(layer);
const config = Buffer.from(
  JSON.stringify({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: {
      Entrypoint: reference.includes('/pause:') ? ['/program', 'pause'] : ['/program'],
      Env: ['PATH=/'],
    },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
    history: [{ created_by: reference }],
  }),
);
const configName = `${sha256(config)}.json`;
const manifest = [{ Config: configName, RepoTags: [reference], Layers: [`${digest}/layer.tar`] }];
writeFileSync(
  out,
  archive(
    entry(configName, config),
    entry(`${digest}/layer.tar`, layer),
    entry('manifest.json', Buffer.from(JSON.stringify(manifest))),
  ),
);
