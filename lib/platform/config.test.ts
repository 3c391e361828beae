import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

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
