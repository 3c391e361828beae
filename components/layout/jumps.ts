import { applicationOf, places } from './places.ts';

/** A key or two keys one after the other, and what they do. */
export interface Jump {
  keys: string;
  label: string;
  href: string;
}

/** Where `g` and a second key lead from here. Inside an application its own pages are among them. */
export function jumpsFrom(pathname: string): Jump[] {
  const application = applicationOf(pathname);
  const within =
    application === null
      ? []
      : [
          { keys: 'g p', label: `Pipelines of ${application}`, href: places.pipelines(application) },
          { keys: 'g c', label: `Clusters of ${application}`, href: places.clusters(application) },
        ];
  return [
    { keys: 'g h', label: 'Home', href: places.home() },
    { keys: 'g a', label: 'Applications', href: places.applications() },
    { keys: 'g r', label: 'Approvals to review', href: places.approvals() },
    ...within,
  ];
}

/** The keys that work on every page, as the help lists them. */
export const generalKeys: readonly { keys: string; label: string }[] = [
  { keys: 'Ctrl K', label: 'Search and commands' },
  { keys: '/', label: 'Filter the list' },
  { keys: '?', label: 'These keys' },
  { keys: 'Esc', label: 'Close, let go' },
  { keys: '← → ↑ ↓', label: 'Walk a graph or a table' },
  { keys: 'Enter', label: 'Open what is chosen' },
];
