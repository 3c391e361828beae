import type { z } from 'zod';
import type { Application, SaveApplication } from '#lib/applications/schema.ts';
import { toPermissions } from './permissions-fields.tsx';

/** An application's settings as its form holds them: nothing is absent. */
export interface ConfigValues {
  displayName: string;
  description: string;
  email: string;
  team: string;
  READ: string[];
  WRITE: string[];
  EXECUTE: string[];
  links: { title: string; url: string }[];
}

export function valuesOf(application: Application): ConfigValues {
  const { displayName, description, email, team, permissions, links } = application;
  return {
    displayName,
    description,
    email,
    team: team ?? '',
    READ: permissions.READ ?? [],
    WRITE: permissions.WRITE ?? [],
    EXECUTE: permissions.EXECUTE ?? [],
    links,
  };
}

/** What the API takes. A link of which nothing was entered is left out. */
export function toSaved(values: ConfigValues): z.input<typeof SaveApplication> {
  const { displayName, description, email, team, links } = values;
  return {
    displayName,
    description,
    email: email.trim(),
    team: team.trim() || null,
    permissions: toPermissions(values),
    links: links.filter(({ title, url }) => title.trim() !== '' || url.trim() !== ''),
  };
}
