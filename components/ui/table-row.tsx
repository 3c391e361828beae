'use client';

import { type KeyboardEvent, memo, type PointerEvent } from 'react';
import classes from './data-table.module.css';
import type { Column } from './data-table.tsx';

/** What a row asks of its table. */
export type RowAction = { kind: 'open' } | { kind: 'toggle' } | { kind: 'walk'; key: string };

interface TableRowProps<T> {
  row: T;
  rowId: string;
  index: number;
  columns: readonly Column<T>[];
  height: number;
  /** The one row that the Tab key stops at. */
  isStop: boolean;
  isOpen: boolean;
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined;
  isClickable: boolean;
  act: (row: T, rowId: string, action: RowAction) => void;
}

/**
 * A row, drawn again only when something of its own changes: scrolling a long table draws the new rows alone.
 * The cast gives back the type parameter, which `memo` loses; the props are the same.
 */
export const TableRow = memo(Row) as typeof Row;

function Row<T>(props: TableRowProps<T>) {
  const { row, rowId, index, columns, height, isStop, isOpen, isSelected, isClickable, act } = props;

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget) return;
    if (walkKeys.has(event.key)) act(row, rowId, { kind: 'walk', key: event.key });
    else if (event.key === 'Enter' && isClickable) act(row, rowId, { kind: 'open' });
    else if (event.key === ' ' && isSelected !== undefined) act(row, rowId, { kind: 'toggle' });
    else return;
    event.preventDefault();
  }

  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isOpen || undefined}
      data-index={index}
      data-clickable={isClickable || undefined}
      style={{ height }}
      tabIndex={isStop ? 0 : -1}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (isClickable && !isOwnControl(event.target, event.currentTarget))
          act(row, rowId, { kind: 'open' });
      }}
    >
      {isSelected === undefined ? null : (
        <td className={classes.checkCell}>
          <input
            type="checkbox"
            aria-label={`Select ${rowId}`}
            className={classes.check}
            tabIndex={-1}
            checked={isSelected}
            onChange={() => act(row, rowId, { kind: 'toggle' })}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} data-align={column.align} onPointerEnter={tellWhole}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

// What a narrow column cuts off shows on hover. Set where it is needed: whether it is cut changes with the window.
function tellWhole({ currentTarget: cell }: PointerEvent<HTMLElement>) {
  const isCut = [cell, ...cell.querySelectorAll('*')].some(
    ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth,
  );
  if (isCut) cell.title = cell.textContent ?? '';
  else cell.removeAttribute('title');
}

const walkKeys = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']);

/** Where a key leads from a row; stays within the table. */
export function nextRow(key: string, index: number, count: number): number {
  const step: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + 10,
    PageUp: index - 10,
    Home: 0,
    End: count - 1,
  };
  return Math.max(0, Math.min(count - 1, step[key] ?? index));
}

// A link or button inside a row does its own thing; the row must not open as well.
function isOwnControl(target: EventTarget, row: HTMLElement): boolean {
  const control =
    target instanceof Element ? target.closest('a, button, input, label, [role="menuitem"]') : null;
  return control !== null && row.contains(control);
}
