import { expect, test } from 'vitest';
import { buildContext, checkSyntax, complete, contextOf } from '../index.ts';

const context = contextOf({
  image: 'nginx',
  odd: { 'a-b': 1, plain: 2 },
  execution: {
    id: 'E',
    stages: [
      { id: '1', refId: '1', name: 'Deploy web', type: 'deployManifest', outputs: { url: 'x' } },
      { id: '2', refId: '2', name: 'Ask', type: 'manualJudgment' },
    ],
  },
});

const at = (text: string) => complete(text.replace('|', ''), text.indexOf('|'), context);
const labels = (text: string) => at(text).map((entry) => entry.label);

test('nothing is offered outside an expression', () => {
  expect(at('ima|')).toEqual([]);
  expect(at('${image}|')).toEqual([]);
});

test('names of the context are offered at the start of a word', () => {
  expect(at('a ${im|}')).toEqual([
    { label: 'image', insert: 'image', kind: 'property', detail: "'nginx'", from: 4 },
  ]);
  expect(labels('${1 + o|')).toContain('odd');
});

test('properties and methods of a value are offered after the dot', () => {
  expect(labels('${image.subs|}')).toEqual(['substring', 'substring']);
  expect(labels("${#stage('Deploy web').outputs.|}")).toContain('url');
  expect(labels('${execution.stages[0].sta|}')).toEqual(['startTime', 'status', 'startTimeExpiry'].sort());
});

test('a key that is no name is put in brackets instead of the dot', () => {
  const entry = at('${odd.|}').find((candidate) => candidate.label === 'a-b');
  expect(entry).toMatchObject({ insert: "['a-b']", from: 5 });
});

test('outputs of the stages before are offered too', () => {
  const stages = [
    { id: '1', refId: '1', name: 'First', outputs: { artifactTag: 'v1' } },
    { id: '2', refId: '2', name: 'Second', requisiteStageRefIds: ['1'], context: {} },
  ];
  const own = buildContext({ execution: { id: 'E', stages }, stage: stages[1] ?? {} });
  expect(complete('${artifactT', 11, own).map((entry) => entry.label)).toEqual(['artifactTag']);
});

test('helper functions, stage names and types are offered in their places', () => {
  expect(labels('${#stageB|}')).toEqual(['#stageByRefId']);
  expect(labels("${#stage('|')}")).toEqual(['Deploy web', 'Ask']);
  expect(labels("${#judgment('|')}")).toEqual(['Ask']);
  expect(labels('${T(Ma|)}')).toEqual(['Math']);
  expect(labels('${T(Math).ma|}')[0]).toBe('max');
});

test('syntax is checked with places, unknown functions are warned of', () => {
  expect(checkSyntax('fine ${1 + 1} ${#toJson(x)}')).toEqual([]);
  expect(checkSyntax('ab ${x +}')).toMatchObject([{ from: 8, severity: 'error' }]);
  expect(checkSyntax('${x')).toMatchObject([{ from: 0, to: 3, message: 'a closing } is missing' }]);
  expect(checkSyntax('${1 + #nope(2)}')).toMatchObject([{ from: 6, to: 11, severity: 'warning' }]);
});

test('a text of any length is answered', () => {
  expect(complete(`\${${'a'.repeat(90_000)}-`, 90_003, context)).toEqual([]);
});
