/** `npm start`: builds when needed, then `foredeck up` in this very process, so that Ctrl-C reaches it. */
import { messageOf } from '#lib/platform/errors.ts';
import { ensureBuild } from './ensure-build.ts';

try {
  // A fault in the settings is told before minutes are spent on building.
  const { config } = await import('#lib/platform/config.ts');
  config();
  await ensureBuild();
  const { up } = await import('./commands/up.ts');
  await up(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
