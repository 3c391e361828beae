import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The path of a Chromium to test with: $CHROMIUM, the system's, or Playwright's own. Installs one when there is none:
 * Debian's package where we are root on Debian, else Playwright's download.
 *
 * @throws with a sentence that says what to do.
 */
export function ensureChromium(): string {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not exist. Unset it, or name a Chromium.`);
  }
  const found = installed();
  if (found) return found;
  if (process.getuid?.() === 0 && hasDebianPackage()) {
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
  }
  if (!installed()) run('npx', ['playwright', 'install', 'chromium']);
  const path = installed();
  if (path) return path;
  throw new Error(
    'The tests in the browser need Chromium, and it could not be installed. Install the package "chromium" of your system, or set CHROMIUM to the path of one.',
  );
}

function installed(): string | undefined {
  return [...SYSTEM, chromium.executablePath()].find((path) => existsSync(path));
}

// Ubuntu's package of that name only points to a snap, which containers cannot run.
function hasDebianPackage(): boolean {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function run(command: string, args: string[]): void {
  process.stdout.write(`Installing Chromium: ${command} ${args.join(' ')}\n`);
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
