import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '#lib/sandbox/index.ts';
import { onStop } from '../on-stop.ts';

/** `foredeck sandbox --port N --kubeconfig FILE [--data DIR | --memory] [--storage]`: the sandbox cluster alone. */
export async function sandboxCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      kubeconfig: { type: 'string' },
      data: { type: 'string' },
      memory: { type: 'boolean', default: false },
      // Volumes for claims that name no class. A bare cluster has none, and claims wait.
      storage: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port takes a number from 0 to 65535.');
  if (values.data && values.memory) throw new Error('Give either --data DIR or --memory, not both.');
  const sandbox = await startSandbox({
    port,
    storage: values.storage,
    ...(values.data ? { data: values.data } : {}),
  });
  if (values.kubeconfig) {
    mkdirSync(dirname(values.kubeconfig), { recursive: true });
    writeFileSync(values.kubeconfig, sandbox.kubeconfig, { mode: 0o600 });
    process.stdout.write(`The sandbox cluster is up: kubectl --kubeconfig ${values.kubeconfig} get nodes\n`);
  } else process.stdout.write(sandbox.kubeconfig);
  onStop(() => sandbox.stop());
}
