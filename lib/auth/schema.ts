import { z } from 'zod';

/** Team names are role names: lower case, as Spinnaker's groups are compared (reference section 8.1). */
export const TeamName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{0,62}$/,
    'Use lower-case letters, digits and . _ @ - (at most 63 characters).',
  );

export const Permissions = z.object({
  READ: z.array(TeamName).optional(),
  WRITE: z.array(TeamName).optional(),
  EXECUTE: z.array(TeamName).optional(),
});
export type Permissions = z.infer<typeof Permissions>;

export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@+-]{0,62}$/, 'Use letters, digits and . _ @ + - (at most 63 characters).');

/** NIST SP 800-63B: length matters, composition rules do not. */
export const Password = z
  .string()
  .min(12, 'Use at least 12 characters.')
  .max(256, 'Use at most 256 characters.');

export const Team = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  members: z.array(z.object({ id: z.string(), username: z.string(), name: z.string() })),
});
export type Team = z.infer<typeof Team>;

export const User = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  admin: z.boolean(),
  active: z.boolean(),
  teams: z.array(z.string()),
  createdAt: z.string(),
});
export type User = z.infer<typeof User>;

export const CreateUser = z.object({
  username: Username,
  name: z.string().trim().min(1, 'Enter a name.').max(120),
  email: z.email('Enter an e-mail address.').nullish(),
  password: Password,
  admin: z.boolean().default(false),
  teams: z.array(TeamName).default([]),
});
export type CreateUser = z.infer<typeof CreateUser>;

export const UpdateUser = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(120).optional(),
  email: z.email('Enter an e-mail address.').nullish(),
  password: Password.optional(),
  admin: z.boolean().optional(),
  active: z.boolean().optional(),
  teams: z.array(TeamName).optional(),
});
export type UpdateUser = z.infer<typeof UpdateUser>;

export const SaveTeam = z.object({ name: TeamName, description: z.string().max(500).default('') });
export type SaveTeam = z.infer<typeof SaveTeam>;

export const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const CreateApiToken = z.object({
  name: z.string().trim().min(1, 'Name the token after what uses it.').max(120),
  /** At most 90 days, as Spinnaker's user tokens (reference section 14.2). */
  days: z.number().int().min(1).max(90).default(30),
});
export type CreateApiToken = z.infer<typeof CreateApiToken>;

/** The signed-in person, as the console needs it. */
export const Me = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  admin: z.boolean(),
  teams: z.array(z.string()),
});
export type Me = z.infer<typeof Me>;
