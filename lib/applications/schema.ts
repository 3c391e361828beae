import { z } from 'zod';
import { Permissions } from '#lib/auth/schema.ts';

/** Kubernetes provider's rule for application names (reference section 5.6). */
export const ApplicationName = z
  .string()
  .trim()
  .toLowerCase()
  .max(63, 'Use at most 63 characters.')
  .regex(/^[a-z][a-z0-9-]*$/, 'Begin with a letter; use letters, digits and hyphens.');

export const ApplicationLink = z.object({
  title: z.string().trim().min(1, 'Name the link.').max(80),
  url: z.url({ protocol: /^https?$/, error: 'Enter an http or https address.' }),
});

export const SaveApplication = z.object({
  displayName: z.string().trim().max(120).default(''),
  description: z.string().max(2000).default(''),
  email: z.union([z.literal(''), z.email('Enter an e-mail address.')]).default(''),
  team: z.string().trim().max(63).nullish(),
  permissions: Permissions.default({}),
  links: z.array(ApplicationLink).max(50).default([]),
});
export type SaveApplication = z.infer<typeof SaveApplication>;

export const CreateApplication = SaveApplication.extend({ name: ApplicationName });
export type CreateApplication = z.infer<typeof CreateApplication>;

export const Application = SaveApplication.extend({
  name: z.string(),
  team: z.string().nullable(),
  version: z.number(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** What the reader may do, so that the console offers nothing that would be refused. */
  may: z.object({ write: z.boolean(), execute: z.boolean() }),
  starred: z.boolean(),
});
export type Application = z.infer<typeof Application>;
