'use client';

import { Menu, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconLogout, IconSettings } from '@tabler/icons-react';
import Link from 'next/link';
import classes from './frame.module.css';
import { initialsOf } from './initials-of.ts';
import { places } from './places.ts';

export interface Viewer {
  id: string;
  name: string;
  username: string;
  admin: boolean;
}

const schemes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Who is signed in, how it looks, and the way out. */
export function AvatarMenu({ viewer }: { viewer: Viewer }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isMounted = useMounted();
  return (
    <Menu width={232}>
      <Menu.Target>
        <button type="button" className={classes.avatar} aria-label={`Account of ${viewer.name}`}>
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
            // The choice lives in the browser; the server cannot know it.
            checked={value === (isMounted ? colorScheme : 'auto')}
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

/** Ends the session. What the page holds goes with it, as the sign-in page is loaded anew. */
export async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ redirect: false });
  location.assign(places.signIn());
}
