export interface PageTab {
  label: string;
  href: string;
  count?: number;
}

/** The tab whose address is the longest beginning of where we are: a page below a tab belongs to it. */
export function currentTab(tabs: readonly PageTab[], pathname: string): PageTab | undefined {
  const here = tabs.filter((tab) => {
    const address = tab.href.split('?')[0] ?? tab.href;
    return pathname === address || pathname.startsWith(`${address}/`);
  });
  return here.sort((a, b) => b.href.length - a.href.length)[0];
}
