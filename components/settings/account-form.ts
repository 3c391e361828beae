import type { z } from 'zod';
import type { AccountView } from '#lib/accounts/schema.ts';
import type { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';

export interface AccountForm {
  name: string;
  environment: string;
  isProduction: boolean;
  keepsCredentials: boolean;
  source: 'inline' | 'file' | 'inCluster';
  kubeconfig: string;
  path: string;
  context: string;
  namespaces: string[];
  READ: string[];
  WRITE: string[];
}

export const emptyAccount: AccountForm = {
  name: '',
  environment: '',
  isProduction: false,
  keepsCredentials: false,
  source: 'inline',
  kubeconfig: '',
  path: '',
  context: '',
  namespaces: [],
  READ: [],
  WRITE: [],
};

/** The form of a stored account; its credentials stay where they are unless they are entered anew. */
export function formOf(account: AccountView): AccountForm {
  return {
    ...emptyAccount,
    name: account.name,
    environment: account.environment,
    isProduction: account.isProduction,
    keepsCredentials: true,
    source: account.source,
    path: account.path,
    context: account.context ?? '',
    namespaces: account.namespaces,
    READ: account.permissions.READ,
    WRITE: account.permissions.WRITE,
  };
}

/** What the API takes. */
export function toConfig(form: AccountForm): z.input<typeof AccountConfig> {
  return {
    name: form.name.trim(),
    ...(form.environment.trim() ? { environment: form.environment.trim() } : {}),
    isProduction: form.isProduction,
    credentials: credentialsOf(form),
    ...(form.context.trim() ? { context: form.context.trim() } : {}),
    namespaces: form.namespaces,
    permissions: { READ: form.READ, WRITE: form.WRITE },
  };
}

function credentialsOf(form: AccountForm): z.input<typeof AccountConfig>['credentials'] {
  switch (form.source) {
    case 'inline':
      return { source: 'inline', kubeconfig: form.kubeconfig };
    case 'file':
      return { source: 'file', path: form.path.trim() };
    case 'inCluster':
      return { source: 'inCluster' };
  }
}
