import { expect, test } from 'vitest';
import { parseConfig, riskySettings } from './config.ts';

test('every setting has a default', () => {
  expect(parseConfig({})).toMatchObject({ port: 7007, url: 'http://localhost:7007', concurrency: 20 });
});

test('every fault is listed at once, by the name of its variable', () => {
  const faulty = {
    PORT: 'http',
    DATABASE_URL: 'mysql://x',
    FOREDECK_SECRET_KEY: 'abc',
    FOREDECK_TIME_ZONE: 'Mars/Base',
  };
  expect(() => parseConfig(faulty)).toThrow(
    /PORT:[\s\S]*DATABASE_URL:[\s\S]*FOREDECK_SECRET_KEY:[\s\S]*FOREDECK_TIME_ZONE:/,
  );
});

test('an empty variable counts as not set', () => {
  expect(parseConfig({ DATABASE_URL: '', PORT: '' }).port).toBe(7007);
});

test('a trailing slash of the address is dropped', () => {
  expect(parseConfig({ FOREDECK_URL: 'https://deck.example/' }).url).toBe('https://deck.example');
});

test('a worker answers nobody until it is given a port', () => {
  expect(parseConfig({}).workerPort).toBe(0);
  expect(parseConfig({ FOREDECK_WORKER_PORT: '9091' }).workerPort).toBe(9091);
  expect(() => parseConfig({ FOREDECK_WORKER_PORT: '70000' })).toThrow(/FOREDECK_WORKER_PORT:/);
});

const KEY = 'a'.repeat(64);
test.each([
  ['on one machine', {}, []],
  ['behind https', { HOST: '0.0.0.0', FOREDECK_URL: 'https://deck.example', FOREDECK_SECRET_KEY: KEY }, []],
  [
    'http in public',
    { HOST: '0.0.0.0', FOREDECK_URL: 'http://deck.example', FOREDECK_SECRET_KEY: KEY },
    [/unencrypted/],
  ],
  ['open to the network unawares', { HOST: '0.0.0.0' }, [/lets other machines in/, /FOREDECK_SECRET_KEY/]],
  [
    'a password left lying around',
    { FOREDECK_URL: 'https://deck.example', FOREDECK_ADMIN_PASSWORD: 'long enough for all' },
    [/take it out/],
  ],
] as const)('risky settings are named: %s', (_, environment, risks) => {
  const found = riskySettings(parseConfig(environment));
  expect(found).toHaveLength(risks.length);
  for (const [index, risk] of risks.entries()) expect(found[index]).toMatch(risk);
});
