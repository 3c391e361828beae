import { createServer } from 'node:net';

/** Rejects with a sentence that says what to do when another program listens on the port. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    );
    server.listen(port, host, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

/** What to say about a port that is taken. */
export function portTaken(port: number): Error {
  const other = port < 65_535 ? port + 1 : port - 1;
  return new Error(
    `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${other} npm start`,
  );
}
