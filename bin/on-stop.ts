/**
 * Runs the work once when the process is asked to end (SIGINT, SIGTERM, or its supervisor is gone), then ends it.
 * A second signal ends it at once.
 */
export function onStop(work: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    work().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // A supervised process has a channel to its supervisor; losing it means that the supervisor was killed.
  process.on('disconnect', stop);
}
