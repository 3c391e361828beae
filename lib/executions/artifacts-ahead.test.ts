import { expect, test } from 'vitest';
import { artifactsAhead } from './artifacts-ahead.ts';

const image = (reference: string) => ({ type: 'docker/image', name: 'web', reference });
const stage = (refId: string, requisites: string[], outputs = {}, context = {}) => ({
  refId,
  requisites,
  parentId: null,
  outputs,
  context,
});

const bake = stage('1', [], { artifacts: [image('web:1')] });
const find = stage('2', ['1'], {
  artifacts: [image('web:2')],
  resolvedExpectedArtifacts: [{ id: 'expected', boundArtifact: image('web:bound') }],
});
const deploy = stage('3', ['2'], {}, { artifacts: [image('web:own')] });
const aside = stage('4', [], { artifacts: [image('web:aside')] });
const stages = [bake, find, deploy, aside];

test('artifacts come from the stage, then the stages before it, nearest first, then the trigger', () => {
  const { inScope } = artifactsAhead(stages, deploy, { artifacts: [image('web:trigger')] });
  expect(inScope.map(({ reference }) => reference)).toEqual(['web:own', 'web:2', 'web:1', 'web:trigger']);
});

test('an expected artifact is what the nearest stage bound it to, else what the trigger did', () => {
  const trigger = {
    resolvedExpectedArtifacts: ['expected', 'other'].map((id) => ({ id, boundArtifact: image(`web:${id}`) })),
  };
  const { bound } = artifactsAhead(stages, deploy, trigger);
  expect(bound('expected')?.reference).toBe('web:bound');
  expect(bound('other')?.reference).toBe('web:other');
  expect(bound('unknown')).toBeUndefined();
});

test('stages that require each other in a circle are looked at once', () => {
  const circle = [stage('1', ['2'], { artifacts: [image('a')] }), stage('2', ['1'])];
  const [first = deploy] = circle;
  expect(artifactsAhead(circle, first, {}).inScope).toHaveLength(1);
});
