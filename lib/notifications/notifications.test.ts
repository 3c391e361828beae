import { expect, test } from 'vitest';
import { chooseSettings, settingsFor } from './choose.ts';
import { compose, type News } from './compose.ts';
import type { ProgressEvent } from './schema.ts';

const link = 'https://deck.example/e';
const news: News = {
  event: 'manualJudgment',
  application: 'shop',
  executionId: 'E1',
  executionName: 'Deploy',
  headline: 'Deploy waits.',
  details: { stageName: 'Ask' },
};

test('a program gets everything, a chat gets text', () => {
  const message = { manualJudgment: { text: 'Look at the graphs.' } };
  expect(compose({ type: 'webhook', address: 'https://x/y', message }, news, link)).toMatchObject({
    address: 'https://x/y',
    body: {
      templateGroup: 'manualJudgment',
      source: { executionId: 'E1', application: 'shop' },
      additionalContext: { stageName: 'Ask', message: 'Look at the graphs.', link },
    },
  });
  expect(compose({ type: 'slack', address: 'https://hooks/1', message }, news, link)).toEqual({
    address: 'https://hooks/1',
    body: { text: 'Deploy waits.\nLook at the graphs.\nhttps://deck.example/e' },
  });
});

test.each([
  [{ type: 'email', address: 'a@b.example' }, /no channel "email"/],
  [{ type: 'slack', address: '#deploys' }, /not a web address/],
  [{ type: 'webhook' }, /not a web address/],
  [{ type: 'webhook', address: 'file:///etc/passwd' }, /not a web address/],
])('%j cannot be sent, and says why', (setting, words) => {
  const result = compose(setting, news, link);
  expect('fault' in result ? result.fault : '').toMatch(words);
});

test('settings that are no settings are left out', () => {
  expect(
    chooseSettings(['x', null, { address: 'https://x' }, { type: 'webhook' }], 'manualJudgment', false),
  ).toEqual([{ type: 'webhook' }]);
  expect(chooseSettings(undefined, 'manualJudgment', true)).toEqual([]);
});

test('who is told of a run is who names the event', () => {
  const settings = [
    { type: 'webhook', address: 'https://a', when: ['pipeline.failed'] },
    { type: 'slack', address: 'https://b', when: ['pipeline.failed', 'pipeline.complete'] },
    { type: 'webhook', address: 'https://c' },
  ];
  const addresses = (event: ProgressEvent) => settingsFor(settings, event).map(({ address }) => address);
  expect(addresses('pipeline.failed')).toEqual(['https://a', 'https://b']);
  expect(addresses('pipeline.complete')).toEqual(['https://b']);
  expect(addresses('stage.failed')).toEqual([]);
});
