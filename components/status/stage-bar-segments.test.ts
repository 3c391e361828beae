import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BarStage, stageBarSegments } from './stage-bar-segments.ts';

const stage = (id: string, startTime?: number, endTime?: number): BarStage => ({
  id,
  name: id,
  status: 'SUCCEEDED',
  startTime,
  endTime,
});

test('widths are durations', () => {
  const shares = stageBarSegments([stage('a', 0, 1000), stage('b', 1000, 4000)], 9000).map((s) => s.share);
  expect(shares[0]).toBeCloseTo(0.25);
  expect(shares[1]).toBeCloseTo(0.75);
});

test('a running stage grows with the clock', () => {
  const stages = [stage('a', 0, 1000), stage('b', 1000)];
  expect(stageBarSegments(stages, 2000)[1]?.share).toBeCloseTo(0.5);
  expect(stageBarSegments(stages, 4000)[1]?.share).toBeCloseTo(0.75);
});

test('a stage still to come is as long as a typical one and has no duration', () => {
  const segments = stageBarSegments([stage('a', 0, 1000), stage('b')], 5000);
  expect(segments[1]).toMatchObject({ share: 0.5 });
  expect(segments[1]?.durationMs).toBeUndefined();
});

test('a second beside an hour is still wide enough to point at', () => {
  const segments = stageBarSegments([stage('a', 0, 1000), stage('b', 1000, 3_600_000)], 0);
  expect(segments[0]?.share).toBeCloseTo(0.035);
});

test('shares always fill the bar', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 10_000_000 }), { minLength: 1, maxLength: 80 }), (ends) => {
      const segments = stageBarSegments(
        ends.map((end, index) => stage(String(index), 0, end)),
        0,
      );
      expect(segments.reduce((sum, segment) => sum + segment.share, 0)).toBeCloseTo(1);
      for (const segment of segments) expect(segment.share).toBeGreaterThan(0);
    }),
  );
});
