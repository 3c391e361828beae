import { expect, test } from 'vitest';
import { completeExpression } from './complete-expression.ts';

const DOCUMENT = {
  parameterConfig: [{ name: 'region', label: 'Region' }, { name: 'image-tag' }],
  stages: [
    { type: 'wait', name: 'Bake', refId: '1' },
    { type: 'wait', name: "Ann's test", refId: '2', requisiteStageRefIds: ['1'] },
    { type: 'wait', name: 'Later', refId: '3', requisiteStageRefIds: ['2'] },
  ],
};

/** Completes at the bar in the text. */
function at(marked: string, stageKey?: string, isBare = false) {
  const cursor = marked.indexOf('|');
  const found = completeExpression({
    text: marked.replace('|', ''),
    cursor,
    document: DOCUMENT,
    stageKey,
    isBare,
  });
  return { from: found?.from, texts: found?.options.map((option) => option.text) ?? [] };
}

test.each(['plain|', '${done} |', '$|', '|${x}'])('%j is outside any expression', (text) => {
  expect(at(text).texts).toEqual([]);
});

test('parameters come first, with brackets where the name asks for them', () => {
  expect(at('v${|').texts.slice(0, 2)).toEqual(['parameters.region', "parameters['image-tag']"]);
  expect(at('${parameters.re|}')).toEqual({ from: 13, texts: ['region'] });
});

test('only stages that have run before this one are offered, with quotes doubled', () => {
  expect(at("${#stage('|", '2').texts).toEqual(["Bake')"]);
  expect(at("${#stage('|').status}", '2').texts).toEqual(['Bake']);
  expect(at("${#stage('A|", '3').texts).toEqual(["Ann''s test')", "Bake')"]);
});

test('members of a stage, the trigger and functions', () => {
  expect(at("${#stage('Bake').st|").texts).toEqual(['status', 'startTime']);
  expect(at('${trigger.us|').texts).toEqual(['user']);
  expect(at('${#toI|').texts).toEqual(['#toInt(']);
  expect(at('${#currentU|').texts).toEqual(['#currentUser()']);
});

test('a bare expression field completes from its first letter', () => {
  expect(at('par|', undefined, true)).toMatchObject({ from: 0 });
  expect(at('par|', undefined, true).texts).toContain('parameters.region');
});
