'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { currentTab, type PageTab } from './current-tab.ts';
import classes from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  /** The way here, without the page itself. */
  breadcrumbs?: readonly { label: string; href: string }[];
  /** Beside the title: a status chip, a tag. */
  chips?: ReactNode;
  /** Below the title: who started it, when. */
  facts?: ReactNode;
  /** At the right end, the one main action last and filled. */
  actions?: ReactNode;
  tabs?: readonly PageTab[];
}

/** Head of a page: title with chips, actions, and tabs that are links. */
export function PageHeader({ title, breadcrumbs, chips, facts, actions, tabs }: PageHeaderProps) {
  const pathname = usePathname();
  const current = tabs ? currentTab(tabs, pathname) : undefined;
  return (
    <header className={classes.header} data-tabs={tabs ? '' : undefined}>
      <div className={classes.line}>
        <div className={classes.words}>
          {breadcrumbs ? (
            <nav aria-label="Breadcrumbs" className={classes.crumbs}>
              {breadcrumbs.map((crumb, index) => (
                <span key={crumb.href}>
                  {index > 0 ? <span aria-hidden> / </span> : null}
                  <Link href={crumb.href}>{crumb.label}</Link>
                </span>
              ))}
            </nav>
          ) : null}
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{title}</h1>
            {chips}
          </div>
          {facts ? <div className={classes.facts}>{facts}</div> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      {tabs ? (
        <nav aria-label="Sections" className={classes.tabs}>
          {tabs.map((tab) => (
            <Link
              key={tab.href}
              href={tab.href}
              className={classes.tab}
              aria-current={tab.href === current?.href ? 'page' : undefined}
            >
              {tab.label}
              {tab.count === undefined ? null : <span className={classes.count}>{tab.count}</span>}
            </Link>
          ))}
        </nav>
      ) : null}
    </header>
  );
}

/** One fact below a page's title: an icon and a few words. */
export function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.fact}>
      {icon}
      {children}
    </span>
  );
}
