import { expect, test } from 'vitest';
import { namedForParent, resolveAtStart } from './resolve-artifacts.ts';

const image = (version: string) => ({
  type: 'docker/image',
  name: 'web',
  version,
  reference: `web:${version}`,
});
const expects = (id: string, matchArtifact: Record<string, unknown>, rest = {}) => ({
  id,
  matchArtifact,
  ...rest,
});
const web = { type: 'docker/image', name: 'web' };
const none = async () => [];
const named = (...ids: string[]) => new Set(ids);

test('what the trigger names is bound, with the account of the expectation', async () => {
  const expected = [expects('a', { ...web, artifactAccount: 'hub' })];
  const { resolvedExpectedArtifacts, artifacts } = await resolveAtStart(
    expected,
    [image('1')],
    named('a'),
    none,
  );
  expect(resolvedExpectedArtifacts).toMatchObject([
    { id: 'a', boundArtifact: { reference: 'web:1', artifactAccount: 'hub' } },
  ]);
  expect(artifacts).toHaveLength(1);
});

test('a name that nothing fits is refused, and so are two that fit', async () => {
  await expect(resolveAtStart([expects('a', web)], [], named('a'), none)).rejects.toThrow(/Nothing fits/);
  const two = [image('1'), image('2')];
  await expect(resolveAtStart([expects('a', web)], two, named('a'), none)).rejects.toThrow(/2 artifacts fit/);
});

test('the prior run stands in before the default does', async () => {
  const fallback = { ...image('default'), reference: 'web:default' };
  const both = expects('a', web, {
    usePriorArtifact: true,
    useDefaultArtifact: true,
    defaultArtifact: fallback,
  });
  const bound = async (prior: () => Promise<ReturnType<typeof image>[]>) =>
    (await resolveAtStart([both], [], named(), prior)).artifacts[0]?.reference;
  expect(await bound(async () => [image('7')])).toBe('web:7');
  expect(await bound(none)).toBe('web:default');
  const onlyPrior = expects('a', web, { usePriorArtifact: true });
  await expect(resolveAtStart([onlyPrior], [], named(), none)).rejects.toThrow(/Nothing fits/);
});

test('the prior run is not read when nothing asks for it', async () => {
  const fail = async () => {
    throw new Error('It was read.');
  };
  await expect(resolveAtStart([expects('a', web)], [image('1')], named('a'), fail)).resolves.toBeDefined();
});

test('what nobody named and nothing fits is left alone; what one thing fits is bound', async () => {
  const other = expects('b', { type: 'git/repo' });
  const result = await resolveAtStart([expects('a', web), other], [image('1')], named(), none);
  expect(result.resolvedExpectedArtifacts.map((item) => item.id)).toEqual(['a']);
});

test('fields match as whole Java expressions, embedded and stored content alike', async () => {
  const bind = async (match: Record<string, unknown>, artifact: Record<string, unknown>) =>
    (await resolveAtStart([expects('a', match)], [artifact], named(), none)).artifacts.length === 1 &&
    (await resolveAtStart([expects('a', match)], [artifact], named(), none)).resolvedExpectedArtifacts
      .length === 1;
  expect(await bind({ name: 'web.*' }, { name: 'web-1' })).toBe(true);
  expect(await bind({ name: 'web' }, { name: 'web-1' })).toBe(false);
  expect(await bind({ name: '(foo|bar)+' }, { name: 'foobar' })).toBe(true);
  expect(await bind({ version: '' }, { name: 'x' })).toBe(true);
  expect(await bind({ type: 'embedded/base64' }, { type: 'remote/base64' })).toBe(true);
  expect(await bind({ name: '(a*)*b' }, { name: 'a'.repeat(60) })).toBe(false);
});

test('a child binds what its own trigger for that parent names', () => {
  const triggers = [
    { type: 'pipeline', pipeline: 'parent', expectedArtifactIds: ['a'] },
    { type: 'pipeline', pipeline: 'another', expectedArtifactIds: ['b'] },
    { type: 'docker', expectedArtifactIds: ['c'] },
  ];
  expect(namedForParent(triggers, 'parent')).toEqual(['a']);
});
