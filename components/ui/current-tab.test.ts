import { expect, test } from 'vitest';
import { currentTab } from './current-tab.ts';

const tabs = [
  { label: 'Overview', href: '/applications/shop' },
  { label: 'Pipelines', href: '/applications/shop/pipelines' },
];

test('a page below a tab belongs to the most exact one', () => {
  expect(currentTab(tabs, '/applications/shop')?.label).toBe('Overview');
  expect(currentTab(tabs, '/applications/shop/pipelines/deploy/edit')?.label).toBe('Pipelines');
});

test('a longer name is not mistaken for a page below', () => {
  expect(currentTab(tabs, '/applications/shop-two')).toBeUndefined();
});
