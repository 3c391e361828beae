'use client';

import {
  type Icon,
  IconApps,
  IconClipboardCheck,
  IconHistory,
  IconHome,
  IconServer2,
  IconSettings,
  IconStack2,
  IconUsers,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import classes from './frame.module.css';
import { places } from './places.ts';

export interface RailProps {
  /** How many approvals wait for the viewer. */
  approvals: number;
  /** Names of the starred applications. */
  starred: readonly string[];
  isAdmin: boolean;
  onNavigate?: () => void;
}

interface RailItem {
  label: string;
  href: string;
  icon: Icon;
  count?: number;
  /** Only this very page, not those below it. */
  isExact?: boolean;
}

/** The left rail: where one can go. */
export function Rail({ approvals, starred, isAdmin, onNavigate }: RailProps) {
  const stars = starred.map((name) => ({ label: name, href: places.application(name), icon: IconStack2 }));
  const operate: RailItem[] = [
    { label: 'Accounts', href: places.accounts(), icon: IconServer2 },
    ...(isAdmin
      ? [
          { label: 'Users & teams', href: places.people(), icon: IconUsers },
          { label: 'Audit log', href: places.audit(), icon: IconHistory },
        ]
      : []),
  ];
  const isStarred = starred.length > 0;
  return (
    <nav className={classes.rail} aria-label="Main">
      <RailList
        onNavigate={onNavigate}
        items={[
          { label: 'Home', href: places.home(), icon: IconHome, isExact: true },
          { label: 'Approvals', href: places.approvals(), icon: IconClipboardCheck, count: approvals },
          { label: 'Applications', href: places.applications(), icon: IconApps, isExact: isStarred },
        ]}
      />
      {isStarred ? <RailList title="Starred" items={stars} onNavigate={onNavigate} /> : null}
      <RailList title="Operate" items={operate} onNavigate={onNavigate} />
      <div className={classes.railEnd}>
        <RailList
          items={[{ label: 'Settings', href: places.settings(), icon: IconSettings }]}
          onNavigate={onNavigate}
        />
      </div>
    </nav>
  );
}

interface RailListProps {
  title?: string;
  items: readonly RailItem[];
  onNavigate?: () => void;
}

function RailList({ title, items, onNavigate }: RailListProps) {
  const pathname = usePathname();
  return (
    <>
      {title ? <h2 className={classes.railTitle}>{title}</h2> : null}
      <ul className={classes.railList}>
        {items.map(({ label, href, icon: ItemIcon, count, isExact }) => {
          const isHere = pathname === href || (!isExact && pathname.startsWith(`${href}/`));
          return (
            <li key={href}>
              <Link
                href={href}
                className={classes.railItem}
                aria-current={isHere ? 'page' : undefined}
                onClick={onNavigate}
              >
                <ItemIcon size={16} stroke={1.75} aria-hidden />
                <span className={classes.railLabel} title={label}>
                  {label}
                </span>
                {count ? (
                  <span className={classes.railCount}>
                    {count}
                    <span className={classes.srOnly}> waiting for you</span>
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}
