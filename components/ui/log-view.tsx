'use client';

import { Box, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconPlayerPause, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { readLogLine, searchLog } from './log-lines.ts';
import classes from './log-view.module.css';

interface LogViewProps {
  /** Names the log: "Log of web in storefront-c5m8t". */
  label: string;
  lines: readonly string[];
  height?: number | string;
  /** Beside the search: container, previous. */
  controls?: ReactNode;
  empty?: string;
}

const lineHeight = 18;

/** A log of any length: plain text, searchable, following its end until the reader scrolls up. */
export function LogView({ label, lines, height = 320, controls, empty = 'No lines yet.' }: LogViewProps) {
  const [search, setSearch] = useState('');
  const [isFollowing, setIsFollowing] = useState(true);
  const scroller = useRef<HTMLDivElement>(null);
  const parsed = useMemo(() => lines.map(readLogLine), [lines]);
  const shown = useMemo(() => searchLog(parsed, search), [parsed, search]);
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    initialRect: { width: 800, height: 400 },
  });
  const count = shown.length;

  useEffect(() => {
    if (isFollowing && count > 0) virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [isFollowing, count, virtualizer]);

  function onScroll() {
    const view = scroller.current;
    if (!view) return;
    setIsFollowing(view.scrollHeight - view.scrollTop - view.clientHeight < lineHeight * 1.5);
  }

  return (
    <div className={classes.log}>
      <div className={classes.tools}>
        <TextInput
          size="xs"
          className={classes.search}
          aria-label="Search this log"
          placeholder="Search"
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {search ? (
          <span className={classes.count}>
            {shown.length} of {lines.length}
          </span>
        ) : null}
        {controls}
        <Button
          size="xs"
          variant="default"
          className={classes.follow}
          aria-pressed={isFollowing}
          leftSection={
            isFollowing ? <IconPlayerPause size={13} aria-hidden /> : <IconArrowDown size={13} aria-hidden />
          }
          onClick={() => setIsFollowing(!isFollowing)}
        >
          {isFollowing ? 'Following' : 'Follow'}
        </Button>
      </div>
      <Box
        ref={scroller}
        className={classes.well}
        style={{ height }}
        role="log"
        aria-label={label}
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
      >
        {shown.length === 0 ? (
          <p className={classes.empty}>
            {search && lines.length > 0 ? 'No line has all these words.' : empty}
          </p>
        ) : null}
        <div className={classes.lines} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = shown[index];
            if (!line) return null;
            return (
              <div
                key={line.index}
                className={classes.line}
                data-error={line.isError || undefined}
                style={{ transform: `translateY(${start}px)` }}
              >
                {line.time ? <span className={classes.time}>{line.time}</span> : null}
                {line.text || ' '}
              </div>
            );
          })}
        </div>
      </Box>
    </div>
  );
}
