'use client';

import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import classes from './data-table.module.css';
import { ErrorState } from './error-state.tsx';
import { ListSkeleton } from './skeletons.tsx';
import { nextSort, type Sort, type SortValue, sortRows } from './sort-rows.ts';
import { nextRow, type RowAction, TableRow } from './table-row.tsx';

/** A column of a table. `width` in pixels or percent; columns without one share what is left. */
export interface Column<T> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  width?: number | `${number}%`;
  /** Makes the column sortable. */
  sortValue?: (row: T) => SortValue;
  align?: 'start' | 'end';
  /** The header is read out, not shown, as over a column of buttons. */
  isHeaderHidden?: boolean;
}

export interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  /** Undefined while they are being fetched. */
  rows: readonly T[] | undefined;
  rowKey: (row: T) => string;
  error?: unknown;
  onRetry?: () => void;
  empty: ReactNode;
  /** Enter or a click on a row. */
  onOpen?: (row: T) => void;
  /** The row whose details are shown. */
  openKey?: string | null;
  /** Keys chosen for an action on many; with it a column of check boxes stands in front. */
  selected?: ReadonlySet<string>;
  onSelectedChange?: (keys: ReadonlySet<string>) => void;
  rowHeight?: number;
  /** A scroll area of its own, as high as this; else the page scrolls. */
  maxHeight?: number | string;
}

/**
 * A table of any length: only what can be seen is in the page. One stop for the Tab key; arrows, Home, End and Page keys
 * walk the rows, Enter opens, Space selects. Shows its four faces itself.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, error, onRetry, empty } = props;
  if (rows === undefined) {
    return error ? (
      <ErrorState error={error} onRetry={onRetry} />
    ) : (
      <ListSkeleton label={`Loading ${label}`} />
    );
  }
  return rows.length === 0 ? empty : <Rows {...props} rows={rows} />;
}

function Rows<T>(props: DataTableProps<T> & { rows: readonly T[] }) {
  const { label, columns, rows, rowKey, onOpen, openKey, selected, onSelectedChange } = props;
  const { rowHeight = 40, maxHeight } = props;
  const [sort, setSort] = useState<Sort | null>(null);
  const [stop, setStop] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const isFocusWanted = useRef(false);
  const sortValue = columns.find((column) => column.key === sort?.key)?.sortValue;
  const isDescending = sort?.isDescending ?? false;
  const ordered = useMemo(
    () => (sortValue ? sortRows(rows, sortValue, isDescending) : rows),
    [rows, sortValue, isDescending],
  );
  const keys = useMemo(() => ordered.map(rowKey), [ordered, rowKey]);
  const virtual = useRows({ root, count: ordered.length, rowHeight, hasOwnScroll: maxHeight !== undefined });
  const wanted = useMemo(() => keys.indexOf(stop ?? openKey ?? ''), [keys, stop, openKey]);
  // The Tab key must find a row even when the last one it was on has been scrolled away.
  const stopIndex = virtual.indexes.includes(wanted) ? wanted : (virtual.firstSeen ?? 0);

  // The row that the keyboard reached may only now be in the page.
  useEffect(() => {
    if (!isFocusWanted.current) return;
    const row = root.current?.querySelector<HTMLElement>(`[data-index="${wanted}"]`);
    if (!row) return;
    isFocusWanted.current = false;
    row.focus({ preventScroll: true });
  });

  const act = useLatest((row: T, key: string, action: RowAction) => {
    setStop(key);
    if (action.kind === 'open') onOpen?.(row);
    else if (action.kind === 'toggle') onSelectedChange?.(toggled(selected, key));
    else {
      const next = nextRow(action.key, keys.indexOf(key), keys.length);
      isFocusWanted.current = true;
      setStop(keys[next] ?? null);
      virtual.scrollToIndex(next);
    }
  });

  const areAllSelected =
    selected !== undefined && selected.size >= keys.length && keys.every((key) => selected.has(key));
  return (
    <div ref={root} className={classes.scroll} style={{ maxHeight }} data-own={maxHeight ? '' : undefined}>
      <table
        aria-label={label}
        aria-rowcount={ordered.length + 1}
        className={classes.table}
        style={{ minWidth: columns.length * narrowest }}
      >
        <colgroup>
          {onSelectedChange ? <col className={classes.checkColumn} /> : null}
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {onSelectedChange ? (
              <th scope="col" className={classes.checkCell}>
                <input
                  type="checkbox"
                  aria-label="Select all"
                  className={classes.check}
                  checked={areAllSelected}
                  ref={(box) => {
                    if (box) box.indeterminate = !areAllSelected && (selected?.size ?? 0) > 0;
                  }}
                  onChange={() => onSelectedChange(new Set(areAllSelected ? [] : keys))}
                />
              </th>
            ) : null}
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} sort={sort} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={virtual.before} />
          {virtual.indexes.map((index) => {
            const row = ordered[index];
            const key = keys[index];
            if (row === undefined || key === undefined) return null;
            return (
              <TableRow
                key={key}
                row={row}
                rowId={key}
                index={index}
                columns={columns}
                height={rowHeight}
                isStop={index === stopIndex}
                isOpen={openKey === key}
                isSelected={onSelectedChange ? (selected?.has(key) ?? false) : undefined}
                isClickable={onOpen !== undefined}
                act={act}
              />
            );
          })}
          <Spacer height={virtual.after} />
        </tbody>
      </table>
    </div>
  );
}

/** What a column needs on average to be of use, in pixels; below that the table scrolls sideways. */
const narrowest = 124;

function toggled(selected: ReadonlySet<string> | undefined, key: string): ReadonlySet<string> {
  const keys = new Set(selected);
  if (!keys.delete(key)) keys.add(key);
  return keys;
}

// One function for good, which does what the last rendering said: rows need not be drawn anew for it.
function useLatest<Args extends unknown[]>(action: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(action);
  useLayoutEffect(() => {
    latest.current = action;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}

// Stands for the rows above and below those in the page, so that the scroll bar tells the truth.
function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden className={classes.spacer} style={{ height }} /> : null;
}

interface ColumnHeadProps<T> {
  column: Column<T>;
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}

function ColumnHead<T>({ column, sort, onSort }: ColumnHeadProps<T>) {
  const isSorted = sort?.key === column.key;
  const direction = sort?.isDescending ? ('descending' as const) : ('ascending' as const);
  const SortIcon = isSorted ? (sort.isDescending ? IconArrowDown : IconArrowUp) : IconSelector;
  return (
    <th scope="col" data-align={column.align} aria-sort={isSorted ? direction : undefined}>
      {column.sortValue ? (
        <button
          type="button"
          className={classes.sort}
          data-sorted={isSorted || undefined}
          onClick={() => onSort(nextSort(sort, column.key))}
        >
          {column.header}
          <SortIcon size={13} stroke={1.75} aria-hidden />
        </button>
      ) : (
        <span className={column.isHeaderHidden ? classes.srOnly : undefined}>{column.header}</span>
      )}
    </th>
  );
}

interface VirtualRows {
  root: RefObject<HTMLDivElement | null>;
  count: number;
  rowHeight: number;
  hasOwnScroll: boolean;
}

/** Rows that can be seen, in the table's own scroll area or in the page's (`data-scroll-region`). */
function useRows({ root, count, rowHeight, hasOwnScroll }: VirtualRows) {
  const [scrollMargin, setScrollMargin] = useState(0);
  const getScrollElement = () =>
    hasOwnScroll ? root.current : (root.current?.closest<HTMLElement>('[data-scroll-region]') ?? null);
  // Measured after every drawing, as whatever stands above the table may have grown; the same number draws nothing anew.
  useLayoutEffect(() => {
    const scroller = root.current?.closest<HTMLElement>('[data-scroll-region]');
    if (hasOwnScroll || !root.current || !scroller) return;
    const top = root.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    setScrollMargin(Math.round(top + scroller.scrollTop));
  });
  const virtualizer = useVirtualizer({
    count,
    getScrollElement,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin,
    // What the server and the first paint show, before anything has been measured.
    initialRect: { width: 1000, height: 900 },
  });
  const items = virtualizer.getVirtualItems();
  const total = virtualizer.getTotalSize();
  const last = items.at(-1);
  return {
    indexes: items.map((item) => item.index),
    before: (items[0]?.start ?? scrollMargin) - scrollMargin,
    after: last ? total - (last.end - scrollMargin) : total,
    /** The first row that is seen whole; rows above it are there for smooth scrolling only. */
    firstSeen: items.find((item) => item.start >= (virtualizer.scrollOffset ?? 0))?.index,
    scrollToIndex: (index: number) => virtualizer.scrollToIndex(index),
  };
}
