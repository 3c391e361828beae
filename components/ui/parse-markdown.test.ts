import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Inline, parseInline, safeHref } from './parse-inline.ts';
import { parseMarkdown } from './parse-markdown.ts';

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//evil.example',
  '/\\evil.example',
  'file:///etc/passwd',
  'relative',
])('%j is no address to send a browser to', (href) => {
  expect(safeHref(href)).toBeNull();
});

test.each(['https://dash.example/x', 'http://a.b', 'mailto:sre@shop.example', '/applications/shop'])(
  '%s is a link',
  (href) => {
    expect(safeHref(href)).toBe(href);
  },
);

test('a link with a forbidden address stays text', () => {
  expect(parseInline('[click](javascript:alert(1))')).toEqual([
    { kind: 'text', text: '[click](javascript:alert(1))' },
  ]);
});

test('tags of HTML come out as text', () => {
  expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }] },
  ]);
});

test('strong, emphasis, code and bare addresses are understood', () => {
  expect(parseInline('**Check** the _budget_ at `prod-eu`: https://d.example/a.')).toEqual([
    { kind: 'strong', children: [{ kind: 'text', text: 'Check' }] },
    { kind: 'text', text: ' the ' },
    { kind: 'emphasis', children: [{ kind: 'text', text: 'budget' }] },
    { kind: 'text', text: ' at ' },
    { kind: 'code', text: 'prod-eu' },
    { kind: 'text', text: ': ' },
    { kind: 'link', href: 'https://d.example/a', children: [{ kind: 'text', text: 'https://d.example/a' }] },
    { kind: 'text', text: '.' },
  ]);
});

test('names with underscores are not emphasis', () => {
  expect(parseInline('CHECKOUT_URL_A is set')).toEqual([{ kind: 'text', text: 'CHECKOUT_URL_A is set' }]);
});

test('blocks follow one another without blank lines', () => {
  const kinds = parseMarkdown('# Title\ntext\n- one\n- two\n1. first\n> quoted\n---\n```\ncode\n```').map(
    (block) => block.kind,
  );
  expect(kinds).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'rule', 'code']);
});

test('any text is parsed, and its words are kept', () => {
  const textOf = (inlines: Inline[]): string =>
    inlines.map((each) => ('children' in each ? textOf(each.children) : each.text)).join('');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (source) => {
      const letters = (text: string) => text.replace(/[^a-z0-9]/gi, '');
      // An address in a link is not shown, so links are left out of this claim.
      fc.pre(!source.includes('['));
      expect(letters(textOf(parseInline(source)))).toBe(letters(source));
      parseMarkdown(source);
    }),
  );
});
