'use client';

import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Permissions } from '#lib/auth/schema.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';

export interface PermissionValues {
  READ: string[];
  WRITE: string[];
  EXECUTE: string[];
}

interface Props {
  form: { getInputProps: (field: 'READ' | 'WRITE' | 'EXECUTE') => object };
}

const labels = {
  READ: ['May see it', 'Nobody else learns that it exists.'],
  WRITE: ['May change it', 'Pipelines and settings.'],
  EXECUTE: ['May run it', 'Start, cancel and approve. Empty: whoever may see it.'],
} as const;

/** Which teams may do what; three empty fields leave it open to everybody. */
export function PermissionsFields({ form }: Props) {
  const teams = useQuery(administrationQueries.teams());
  const names = teams.data?.map((team) => team.name) ?? [];
  return (
    <>
      {(['READ', 'WRITE', 'EXECUTE'] as const).map((field) => (
        <TagsInput
          key={field}
          label={labels[field][0]}
          description={labels[field][1]}
          placeholder="Teams"
          data={names}
          {...form.getInputProps(field)}
        />
      ))}
    </>
  );
}

/** Only what was filled in: an empty list would not mean "nobody" but "not restricted". */
export function toPermissions({ READ, WRITE, EXECUTE }: PermissionValues): Permissions {
  return {
    ...(READ.length > 0 ? { READ } : {}),
    ...(WRITE.length > 0 ? { WRITE } : {}),
    ...(EXECUTE.length > 0 ? { EXECUTE } : {}),
  };
}
