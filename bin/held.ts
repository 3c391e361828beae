/**
 * `--held`: the process may load, but does nothing before its supervisor releases it. So Next is warm by the time the
 * database is ready, and nobody meets a database that is not.
 */
export async function untilReleased(args: readonly string[]): Promise<void> {
  if (args.includes('--held')) await new Promise((resolve) => process.once('message', resolve));
}
