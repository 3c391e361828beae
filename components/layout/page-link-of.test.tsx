import { afterEach, expect, test } from 'vitest';
import { pageLinkOf } from './page-link-of.ts';

afterEach(() => document.body.replaceChildren());

/** What a click on the only link of this markup would open. */
function clicked(markup: string, how: MouseEventInit = {}): string | undefined {
  document.body.innerHTML = markup;
  let found: string | undefined;
  const look = (event: Event) => {
    found = pageLinkOf(event as MouseEvent);
    event.preventDefault();
  };
  document.addEventListener('click', look, { capture: true, once: true });
  const init = { bubbles: true, cancelable: true, ...how };
  document.querySelector('a > span, button')?.dispatchEvent(new MouseEvent('click', init));
  return found;
}

test('a plain click on a link opens a page of the console', () => {
  expect(clicked('<a href="/approvals"><span>Approvals</span></a>')).toMatch(/\/approvals$/);
});

test('other clicks leave this page where it is', () => {
  expect(clicked('<button type="button">Start</button>')).toBeUndefined();
  expect(clicked('<a href="/approvals"><span>In a new tab</span></a>', { ctrlKey: true })).toBeUndefined();
  expect(clicked('<a href="/approvals" target="_blank"><span>In a new tab</span></a>')).toBeUndefined();
  expect(clicked('<a href="https://dashboards.example/"><span>Elsewhere</span></a>')).toBeUndefined();
  expect(clicked('<a href="#content"><span>Skip</span></a>')).toBeUndefined();
});
