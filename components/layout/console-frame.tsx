'use client';

import { ActionIcon, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHelp, IconSearch } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { FreshnessChip } from '#components/status/freshness-chip.tsx';
import { Kbd } from '#components/ui/tag.tsx';
import { AvatarButton } from './avatar-button.tsx';
import { BrandMark } from './brand.tsx';
import classes from './frame.module.css';
import { LiveProvider, useLiveState } from './live-provider.tsx';
import { NoticeBell } from './notice-bell.tsx';
import type { ConsoleNotice } from './notices.ts';
import type { PaletteSource } from './palette-sources.ts';
import { places } from './places.ts';
import { Rail } from './rail.tsx';
import { StayWhileAway } from './stay-while-away.tsx';
import { useConsoleKeys } from './use-console-keys.ts';
import type { Viewer } from './viewer.ts';

export interface ConsoleFrameProps {
  viewer: Viewer;
  /** How many approvals wait for the viewer. */
  approvals: number;
  /** Names of the starred applications. */
  starred: readonly string[];
  notices: readonly ConsoleNotice[];
  sources: readonly PaletteSource[];
  children: ReactNode;
}

// Nobody waits for what is opened later.
const CommandPalette = dynamic(
  () => import('./command-palette.tsx').then((module) => module.CommandPalette),
  { ssr: false },
);
const KeysDialog = dynamic(() => import('./keys-dialog.tsx').then((module) => module.KeysDialog), {
  ssr: false,
});
const MenuSheet = dynamic(() => import('./menu-sheet.tsx').then((module) => module.MenuSheet), {
  ssr: false,
});

/** The quiet frame of every signed-in page: top bar, left rail, content. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  return (
    <LiveProvider viewerId={props.viewer.id}>
      <Frame {...props} />
    </LiveProvider>
  );
}

function Frame({ viewer, approvals, starred, notices, sources, children }: ConsoleFrameProps) {
  const pathname = usePathname();
  const [isRailOpen, rail] = useDisclosure(false);
  const [isHelpOpen, help] = useDisclosure(false);
  const [isSearching, search] = useDisclosure(false);
  useConsoleKeys({ pathname, onHelp: help.open, onSearch: search.open });
  const railProps = { approvals, starred, isAdmin: viewer.admin };
  return (
    <div className={classes.frame}>
      <StayWhileAway />
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.bar}>
        <Burger
          className={classes.burger}
          size="sm"
          opened={isRailOpen}
          onClick={rail.toggle}
          aria-label="Menu"
        />
        <Link href={places.home()} className={classes.brand}>
          <BrandMark />
          Foredeck
        </Link>
        <button
          type="button"
          className={classes.search}
          aria-label="Search and commands"
          aria-keyshortcuts="Control+K"
          onClick={search.open}
        >
          <IconSearch size={15} stroke={1.75} aria-hidden />
          <span className={classes.searchWords}>Search applications, pipelines, executions…</span>
          <Kbd>Ctrl K</Kbd>
        </button>
        <div className={classes.tools}>
          <LiveChip />
          <NoticeBell notices={notices} />
          <ActionIcon aria-label="Keys and help" className={classes.wide} onClick={help.open}>
            <IconHelp size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
          <AvatarButton viewer={viewer} />
        </div>
      </header>
      <div className={classes.side}>
        <Rail {...railProps} />
      </div>
      {isRailOpen ? <MenuSheet {...railProps} onClose={rail.close} /> : null}
      <main id="content" className={classes.content} tabIndex={-1} data-scroll-region>
        {children}
      </main>
      {isHelpOpen ? <KeysDialog onClose={help.close} pathname={pathname} /> : null}
      {isSearching ? <CommandPalette sources={sources} onClose={search.close} /> : null}
    </div>
  );
}

function LiveChip() {
  return <FreshnessChip freshness={useLiveState()} />;
}

/** The usual margins of a page below its header. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className={classes.body}>{children}</div>;
}
