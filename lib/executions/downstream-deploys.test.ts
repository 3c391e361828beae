import { describe, expect, it } from 'vitest';
import { downstreamDeploys } from './downstream-deploys.ts';

const stage = (refId: string, type: string, ...requisites: string[]) => ({
  id: `id-${refId}`,
  refId,
  type,
  requisites,
  parentId: null as string | null,
});
const refs = (stages: { refId: string }[]) => stages.map(({ refId }) => refId);

describe('downstreamDeploys', () => {
  it('finds deploys behind a stage however far, and none before or beside it', () => {
    const stages = [
      stage('1', 'deployManifest'),
      stage('2', 'manualJudgment', '1'),
      stage('3', 'wait', '2'),
      stage('4', 'deployManifest', '3'),
      stage('5', 'deployManifest', '1'),
    ];
    expect(refs(downstreamDeploys(stages, '2'))).toEqual(['4']);
  });

  it('stops at the next judgment, which shows its own', () => {
    const stages = [
      stage('1', 'manualJudgment'),
      stage('2', 'deployManifest', '1'),
      stage('3', 'manualJudgment', '2'),
      stage('4', 'deployManifest', '3'),
    ];
    expect(refs(downstreamDeploys(stages, '1'))).toEqual(['2']);
  });

  it('leaves out what a stage brings along by itself', () => {
    const stages = [stage('1', 'manualJudgment'), { ...stage('2', 'deployManifest', '1'), parentId: 'id-1' }];
    expect(downstreamDeploys(stages, '1')).toEqual([]);
  });

  it('ends on a document whose stages wait for each other', () => {
    const stages = [
      stage('1', 'manualJudgment', '2'),
      stage('2', 'deployManifest', '1'),
      stage('3', 'deployManifest', '2', '3'),
    ];
    expect(refs(downstreamDeploys(stages, '1'))).toEqual(['2', '3']);
  });
});
