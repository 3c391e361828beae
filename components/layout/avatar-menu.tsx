'use client';

import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
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

type Scheme = 'auto' | 'light' | 'dark';

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
        <div className={classes.who}>
          <strong>{viewer.name}</strong>
          <span>{viewer.username}</span>
        </div>
        <Menu.Divider />
        <div className={classes.schemes}>
          <SegmentedControl<Scheme>
            fullWidth
            size="xs"
            aria-label="Color scheme"
            // The choice lives in the browser; the server cannot know it.
            value={isMounted ? colorScheme : 'auto'}
            onChange={setColorScheme}
            data={[
              { value: 'auto', label: 'System' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </div>
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
