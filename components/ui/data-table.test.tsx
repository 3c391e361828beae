import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderConsole } from '#components/testing/render-console.tsx';
import { ProblemError } from '#lib/client/problem-error.ts';
import { type Column, DataTable, type DataTableProps } from './data-table.tsx';

interface Service {
  name: string;
  pods: number;
}

const columns: Column<Service>[] = [
  { key: 'name', header: 'Name', cell: (row) => row.name, sortValue: (row) => row.name },
  { key: 'pods', header: 'Pods', cell: (row) => row.pods },
];
const services = (count: number): Service[] =>
  Array.from({ length: count }, (_, index) => ({ name: `service-${index}`, pods: index }));

function show(more: Partial<DataTableProps<Service>> = {}) {
  return renderConsole(
    <DataTable
      label="Services"
      columns={columns}
      rows={services(5)}
      rowKey={(row) => row.name}
      empty={<p>None yet</p>}
      maxHeight={400}
      {...more}
    />,
  );
}

const bodyRows = () => screen.getAllByRole('row').slice(1);

afterEach(cleanup);

test('while rows are on their way it says so, and without any it shows what to do', () => {
  show({ rows: undefined });
  expect(screen.getByRole('status').getAttribute('aria-label')).toBe('Loading Services');
  cleanup();
  show({ rows: [] });
  expect(screen.getByText('None yet')).toBeTruthy();
});

test('an error shows the sentence of the server and asks again', () => {
  let asked = 0;
  const error = new ProblemError({ status: 503, title: 'Away', detail: 'prod-eu does not answer.' });
  show({
    rows: undefined,
    error,
    onRetry: () => {
      asked += 1;
    },
  });
  expect(screen.getByRole('alert').textContent).toContain('prod-eu does not answer.');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(asked).toBe(1);
});

test('of 20,000 rows only those that can be seen are in the page', () => {
  show({ rows: services(20_000) });
  expect(bodyRows().length).toBeGreaterThan(5);
  expect(bodyRows().length).toBeLessThan(60);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('20001');
});

test('arrows walk the rows, Enter opens, Space selects', () => {
  const opened: string[] = [];
  const chosen: string[][] = [];
  show({
    onOpen: (row) => opened.push(row.name),
    selected: new Set(),
    onSelectedChange: (keys) => chosen.push([...keys]),
  });
  const [first] = bodyRows();
  if (!first) throw new Error('The table has no rows.');
  first.focus();
  fireEvent.keyDown(first, { key: 'ArrowDown' });
  const current = document.activeElement ?? first;
  expect(current.textContent).toContain('service-1');
  fireEvent.keyDown(current, { key: 'Enter' });
  fireEvent.keyDown(current, { key: ' ' });
  expect(opened).toEqual(['service-1']);
  expect(chosen).toEqual([['service-1']]);
});

test('there is one row for the Tab key', () => {
  show();
  expect(bodyRows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
});

test('a button inside a row does not open the row', () => {
  const opened: string[] = [];
  show({
    columns: [{ key: 'act', header: 'Act', cell: () => <button type="button">Restart</button> }],
    rows: services(1),
    onOpen: (row) => opened.push(row.name),
  });
  fireEvent.click(screen.getByRole('button', { name: 'Restart' }));
  expect(opened).toEqual([]);
});

test('a header sorts, and says how', () => {
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Name' }));
  fireEvent.click(screen.getByRole('button', { name: 'Name' }));
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
  expect(bodyRows()[0]?.textContent).toContain('service-4');
});
