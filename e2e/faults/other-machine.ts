/**
 * Loaded before a worker (`node --import`) to make it believe that it runs elsewhere: on a machine of another name
 * (FAULT_HOST), whose clock goes wrong by FAULT_CLOCK_MS. SIGUSR2 turns the clock's fault around, as when somebody sets it.
 */
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const { FAULT_HOST: host, FAULT_CLOCK_MS: clock } = process.env;

if (host) {
  os.hostname = () => host;
  syncBuiltinESMExports();
}

if (clock) {
  let wrongMs = Number(clock);
  process.on('SIGUSR2', () => {
    wrongMs = -wrongMs;
  });
  const Right = Date;
  globalThis.Date = new Proxy(Right, {
    construct: (_, given: unknown[], target) =>
      Reflect.construct(Right, given.length === 0 ? [Right.now() + wrongMs] : given, target),
    apply: () => new Right(Right.now() + wrongMs).toString(),
    get: (_, name) => (name === 'now' ? () => Right.now() + wrongMs : Reflect.get(Right, name)),
  });
}
