'use client';

import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconSettings } from '@tabler/icons-react';
import Link from 'next/link';
import { useOpensOnArrival } from '#components/ui/use-late-menu.ts';
import classes from './frame.module.css';
import { initialsOf } from './initials-of.ts';
import { leave } from './leave.ts';
import { places } from './places.ts';
import type { Viewer } from './viewer.ts';

const schemes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Who is signed in, how it looks, and the way out. Loaded when wanted: use `AvatarButton`. */
export function AvatarMenu({ viewer }: { viewer: Viewer }) {
  const { button, isOpen, setIsOpen } = useOpensOnArrival();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={232} opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <button
          ref={button}
          type="button"
          className={classes.avatar}
          aria-label={`Account of ${viewer.name}`}
        >
          {initialsOf(viewer.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className={classes.who}>
            <strong>{viewer.name}</strong>
            {viewer.username}
          </span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>Colors</Menu.Label>
        {schemes.map(({ value, label }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            checked={value === colorScheme}
            onChange={() => setColorScheme(value)}
          >
            {label}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Item
          component={Link}
          href={places.settings()}
          leftSection={<IconSettings size={15} stroke={1.75} aria-hidden />}
        >
          Settings
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={15} stroke={1.75} aria-hidden />}
          onClick={() => void leave()}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
