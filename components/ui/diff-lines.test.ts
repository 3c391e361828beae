import { expect, test } from 'vitest';
import { diffTexts, readUnifiedDiff } from './diff-lines.ts';

test('equal texts have no difference', () => {
  expect(diffTexts('a\nb\n', 'a\nb\n')).toEqual([]);
});

test('a changed line is one that went and one that came', () => {
  expect(diffTexts('image: 1.4.1\nname: web\n', 'image: 1.4.2\nname: web\n')).toEqual([
    { kind: 'removed', text: 'image: 1.4.1' },
    { kind: 'added', text: 'image: 1.4.2' },
    { kind: 'same', text: 'name: web' },
  ]);
});

test('changes far apart are parted by a gap', () => {
  const before = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const after = before.map((line, index) => (index === 2 || index === 35 ? `${line}!` : line));
  const lines = diffTexts(before.join('\n'), after.join('\n'));
  expect(lines.filter((line) => line.kind === 'gap')).toHaveLength(1);
  expect(lines.filter((line) => line.kind === 'added')).toHaveLength(2);
});

test('a unified diff is read with its file names as headings', () => {
  const text = `diff -u a b
--- a/Deployment storefront\t2026
+++ Deployment storefront\t2026
@@ -1,3 +1,3 @@
 containers:
--- image: storefront:1.4.1
+-- image: storefront:1.4.2
\\ No newline at end of file
`;
  expect(readUnifiedDiff(text)).toEqual([
    { kind: 'heading', text: 'Deployment storefront' },
    { kind: 'same', text: 'containers:' },
    { kind: 'removed', text: '-- image: storefront:1.4.1' },
    { kind: 'added', text: '-- image: storefront:1.4.2' },
  ]);
});
