import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { parseDocument } from 'yaml';
import { Invalid, messageOf } from '#lib/platform/errors.ts';
import type { Credentials } from '../accounts/schema.ts';
import { isFields } from '../manifests/object.ts';
import { fieldsAt, listAt } from '../manifests/readers.ts';

/**
 * Reads credentials into a `KubeConfig` with the wanted context chosen. Throws `Invalid` with what to mend. A pasted kubeconfig may not name
 * files or commands: they would be read and run on the server with its rights. One that lies on the server may.
 */
export function loadKubeconfig(credentials: Credentials, context?: string | undefined): KubeConfig {
  const config = new KubeConfig();
  switch (credentials.source) {
    case 'inCluster':
      loadInCluster(config);
      return config;
    case 'file':
      loadText(config, readText(credentials.path), { mayUseServer: true });
      config.makePathsAbsolute(dirname(credentials.path));
      break;
    case 'inline':
      loadText(config, credentials.kubeconfig, { mayUseServer: false });
      break;
    default:
      credentials satisfies never;
  }
  chooseContext(config, context);
  return config;
}

function loadInCluster(config: KubeConfig): void {
  try {
    config.loadFromCluster();
  } catch (cause) {
    throw new Invalid(
      'Foredeck does not run inside a cluster, so there are no in-cluster credentials. Paste a kubeconfig instead.',
      { cause },
    );
  }
  if (config.getCurrentCluster()?.server.includes('undefined')) {
    throw new Invalid(
      'Foredeck does not run inside a cluster, so there are no in-cluster credentials. Paste a kubeconfig instead.',
    );
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Invalid(`The kubeconfig ${path} cannot be read on the server: ${messageOf(cause)}.`, { cause });
  }
}

function loadText(config: KubeConfig, text: string, options: { mayUseServer: boolean }): void {
  const parsed = parse(text);
  if (!options.mayUseServer) refuseServerAccess(parsed);
  try {
    config.loadFromString(JSON.stringify(parsed));
  } catch (cause) {
    throw new Invalid(`The kubeconfig is not complete: ${messageOf(cause)}.`, { cause });
  }
}

function parse(text: string): Record<string, unknown> {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: true });
  const fault = document.errors[0];
  if (fault)
    throw new Invalid(
      `The kubeconfig is not valid YAML: ${fault.message.split('\n')[0]?.replace(/:$/, '.')}`,
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new Invalid(`The kubeconfig is not valid YAML: ${messageOf(cause)}.`, { cause });
  }
  if (!isFields(value) || !Array.isArray(value.clusters)) {
    throw new Invalid(
      'This is no kubeconfig: it lists no clusters. Paste the whole file, from "apiVersion: v1" on.',
    );
  }
  return { users: [], contexts: [], ...value };
}

const filesOfUser = ['client-certificate', 'client-key', 'tokenFile'];

function refuseServerAccess(parsed: Record<string, unknown>): void {
  const refuse = (what: string, instead: string) => {
    throw new Invalid(
      `The pasted kubeconfig names ${what}, which would be used on Foredeck's server. ${instead}`,
    );
  };
  for (const cluster of listAt(parsed, 'clusters')) {
    if (fieldsAt(cluster, 'cluster')?.['certificate-authority']) {
      refuse(
        'a file (certificate-authority)',
        'Run "kubectl config view --flatten --raw" and paste what it prints.',
      );
    }
  }
  for (const user of listAt(parsed, 'users')) {
    const fields = fieldsAt(user, 'user') ?? {};
    const file = filesOfUser.find((name) => fields[name]);
    if (file)
      refuse(`a file (${file})`, 'Run "kubectl config view --flatten --raw" and paste what it prints.');
    if (fields.exec || fields['auth-provider']) {
      refuse(
        'a command to run (exec)',
        'Use a service account token, or put the kubeconfig on the server and give its path.',
      );
    }
  }
}

function chooseContext(config: KubeConfig, wanted: string | undefined): void {
  const names = config.getContexts().map((one) => one.name);
  const context = wanted || config.getCurrentContext() || (names.length === 1 ? names[0] : undefined);
  if (context === undefined) {
    throw new Invalid(
      `The kubeconfig has no current context. Choose one of: ${names.join(', ') || '(it has none)'}.`,
    );
  }
  if (!names.includes(context)) {
    throw new Invalid(`The kubeconfig has no context "${context}". It has: ${names.join(', ') || 'none'}.`);
  }
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (!cluster?.server)
    throw new Invalid(`The context "${context}" names a cluster that the kubeconfig does not describe.`);
  checkServer(cluster.server, cluster.skipTLSVerify === true);
}

function checkServer(server: string, skipsVerification: boolean): void {
  let url: URL;
  try {
    url = new URL(server);
  } catch (cause) {
    throw new Invalid(`The cluster's address "${server}" is not a URL.`, { cause });
  }
  if (url.protocol === 'https:') return;
  if (url.protocol !== 'http:')
    throw new Invalid(`The cluster's address "${server}" must begin with https://.`);
  if (!skipsVerification) {
    throw new Invalid(
      `The cluster's address "${server}" is not encrypted. Use https, or set insecure-skip-tls-verify: true for a cluster on this machine.`,
    );
  }
}
