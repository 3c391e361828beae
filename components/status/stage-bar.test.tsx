import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderConsole } from '#components/testing/render-console.tsx';
import { StageBar } from './stage-bar.tsx';
import type { BarStage } from './stage-bar-segments.ts';

const stages: BarStage[] = [
  { id: 'a', name: 'Bake', status: 'SUCCEEDED', startTime: 0, endTime: 8000 },
  { id: 'b', name: 'Deploy', status: 'TERMINAL', startTime: 8000, endTime: 39_000 },
  { id: 'c', name: 'Verify', status: 'NOT_STARTED' },
];

afterEach(cleanup);

test('without an action it is one picture that says every stage', () => {
  renderConsole(<StageBar stages={stages} />);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    '3 stages. Bake: succeeded, 8 s; Deploy: failed, 31 s; Verify: not started',
  );
});

test('with an action it is one stop for Tab, and arrows walk the stages', () => {
  const opened: string[] = [];
  renderConsole(<StageBar stages={stages} onOpen={(id) => opened.push(id)} />);
  const buttons = screen.getAllByRole('button');
  expect(buttons.filter((each) => each.tabIndex === 0)).toHaveLength(1);
  buttons[0]?.focus();
  fireEvent.keyDown(buttons[0] ?? document.body, { key: 'ArrowRight' });
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Deploy: failed, 31 s');
  fireEvent.click(document.activeElement ?? document.body);
  expect(opened).toEqual(['b']);
});
