import { spawn } from 'node:child_process';

export interface Kubectl {
  /** Runs kubectl with this input; answers its output. Throws with its words when it fails. */
  run(args: readonly string[], input?: string): Promise<string>;
}

/** kubectl against the cluster of a kubeconfig. */
export function kubectlFor(program: string, kubeconfig: string): Kubectl {
  return {
    run: (args, input = '') =>
      new Promise((resolve, reject) => {
        const child = spawn(program, ['--kubeconfig', kubeconfig, ...args], {
          stdio: ['pipe', 'pipe', 'pipe'],
        });
        const output: Buffer[] = [];
        let words = '';
        child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
        child.stderr.on('data', (chunk: Buffer) => {
          words += chunk.toString();
        });
        child.once('error', reject);
        child.once('close', (code) => {
          if (code === 0) resolve(Buffer.concat(output).toString());
          else reject(new Error(`kubectl ${args.join(' ')} ended with ${code}: ${words}`));
        });
        child.stdin.end(input);
      }),
  };
}
