import type { Icon } from '@tabler/icons-react';

/** Something the palette can take one to, or do. */
export interface PaletteItem {
  id: string;
  label: string;
  description?: string;
  icon?: Icon;
  href?: string;
  run?: () => void;
}

/** A kind of things to find: applications, pipelines, executions. Asked again with every word typed. */
export interface PaletteSource {
  id: string;
  label: string;
  find: (typed: string, signal: AbortSignal) => Promise<PaletteItem[]> | PaletteItem[];
}
