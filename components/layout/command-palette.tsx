'use client';

import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconLogout, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import classes from './frame.module.css';
import { jumpsFrom } from './jumps.ts';
import { leave } from './leave.ts';
import { matchScore } from './match-score.ts';
import type { PaletteItem, PaletteSource } from './palette-sources.ts';

interface CommandPaletteProps {
  sources: readonly PaletteSource[];
  onClose: () => void;
}

const [store, actions] = createSpotlight();
const mostOfAKind = 7;

/** Ctrl-K: everything that can be gone to or done, found by typing. */
export function CommandPalette({ sources, onClose }: CommandPaletteProps) {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 120);
  const router = useRouter();
  const commands = useCommands().filter((item) => matchScore(typed, item.label) > 0);
  const found = useQueries({
    queries: sources.map((source) => ({
      queryKey: ['palette', source.id, asked],
      queryFn: async ({ signal }: { signal: AbortSignal }) => source.find(asked, signal),
      placeholderData: keepPreviousData,
      staleTime: 10_000,
    })),
  });
  useEffect(() => actions.open(), []);

  const groups = [
    ...sources.map((source, index) => ({
      label: source.label,
      items: ranked(found[index]?.data ?? [], typed),
    })),
    { label: 'Go and do', items: commands },
  ].filter((group) => group.items.length > 0);
  const isFinding = found.some((query) => query.isFetching);

  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={onClose}
      scrollable
      maxHeight="min(460px, 70vh)"
      size={620}
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
      classNames={{ search: classes.paletteSearch, actionsGroup: classes.paletteGroup }}
    >
      <Spotlight.Search
        aria-label="Search and commands"
        placeholder="Search applications, pipelines, executions…"
        leftSection={<IconSearch size={17} stroke={1.75} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.label} label={group.label}>
            {group.items.map((item) => {
              const ItemIcon = item.icon ?? IconArrowRight;
              return (
                <Spotlight.Action
                  key={item.id}
                  classNames={{
                    actionDescription: classes.paletteWords,
                    actionLabel: classes.paletteWords,
                    actionBody: classes.paletteBody,
                  }}
                  label={item.label}
                  description={item.description}
                  leftSection={<ItemIcon size={17} stroke={1.75} aria-hidden />}
                  onClick={() => {
                    if (item.href) router.push(item.href);
                    item.run?.();
                  }}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? (
          <Spotlight.Empty>{isFinding ? 'Looking…' : `Nothing is called “${typed}”.`}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useCommands(): PaletteItem[] {
  const pathname = usePathname();
  const { setColorScheme } = useMantineColorScheme();
  const jumps = jumpsFrom(pathname).map((jump) => ({
    id: jump.href,
    label: jump.label,
    description: jump.keys,
    href: jump.href,
  }));
  return [
    ...jumps,
    { id: 'light', label: 'Use light colors', icon: IconSun, run: () => setColorScheme('light') },
    { id: 'dark', label: 'Use dark colors', icon: IconMoon, run: () => setColorScheme('dark') },
    { id: 'leave', label: 'Sign out', icon: IconLogout, run: () => void leave() },
  ];
}

/** What fits by its label first, then what fits by the words below it. */
function ranked(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  return items
    .map((item) => ({
      item,
      score:
        matchScore(typed, item.label) || matchScore(typed, `${item.label} ${item.description ?? ''}`) / 100,
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostOfAKind)
    .map(({ item }) => item);
}
