import { resolve } from 'node:path';
import { z } from 'zod';
import { processState } from './process-state.ts';

const Environment = z.object({
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65535).default(7007),
  HOST: z.string().min(1).default('127.0.0.1'),
  FOREDECK_HOME: z.string().min(1).default('.foredeck'),
  FOREDECK_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be an http or https address, such as https://foredeck.example',
    })
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  FOREDECK_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  FOREDECK_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits, e.g. of: openssl rand -hex 32')
    .optional(),
  FOREDECK_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  FOREDECK_CONCURRENCY: z.coerce.number({ error: 'must be a number' }).int().min(1).max(200).default(20),
  FOREDECK_WORKER_PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65535).default(0),
  FOREDECK_ALLOWED_HOSTS: z.string().default(''),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address, such as http://collector:4318' })
    .optional(),
  OTEL_SERVICE_NAME: z.string().min(1).optional(),
  FOREDECK_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone of the IANA list, such as Europe/Berlin')
    .default('America/Los_Angeles'),
});

/** The settings of this process, parsed once from the environment; the README lists them. */
export interface Config {
  port: number;
  host: string;
  /** Absolute path of the folder that holds the embedded database, the sandbox's data and generated secrets. */
  home: string;
  /** The address under which people reach Foredeck. */
  url: string;
  /** Absent: an embedded PostgreSQL under `home`. */
  databaseUrl: string | undefined;
  adminPassword: string | undefined;
  /** 32 bytes in hexadecimal that encrypt secrets at rest; absent: kept in `home`. */
  secretKey: string | undefined;
  logLevel: string;
  /** Jobs that one worker runs at a time. */
  concurrency: number;
  /** Port of loopback on which a worker answers /metrics, /healthz and /readyz; 0: it does not. */
  workerPort: number;
  /** Where spans are sent (OTLP over HTTP); absent: nowhere, and none are made. */
  tracesUrl: string | undefined;
  /** What this process calls itself in traces; absent: foredeck-web or foredeck-worker. */
  serviceName: string | undefined;
  /** Zone of execution windows and cron triggers (reference section 1.4). */
  timeZone: string;
  /** Hosts with private addresses that pipelines may call all the same (webhooks, messages, files). */
  allowedHosts: readonly string[];
}

/** Reads an environment. Throws one error that lists every fault, by the variable's name. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable means "not set", as shells and compose files have it.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Foredeck cannot start with these settings:\n${faults.join('\n')}`);
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    home: resolve(values.FOREDECK_HOME),
    url: (values.FOREDECK_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    databaseUrl: values.DATABASE_URL,
    adminPassword: values.FOREDECK_ADMIN_PASSWORD,
    secretKey: values.FOREDECK_SECRET_KEY,
    logLevel: values.FOREDECK_LOG,
    concurrency: values.FOREDECK_CONCURRENCY,
    workerPort: values.FOREDECK_WORKER_PORT,
    tracesUrl: values.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/*$/, '/v1/traces'),
    serviceName: values.OTEL_SERVICE_NAME,
    timeZone: values.FOREDECK_TIME_ZONE,
    allowedHosts: values.FOREDECK_ALLOWED_HOSTS.split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
  };
}

/** The settings of this process. The only reader of `process.env`. */
export function config(): Config {
  return processState('config', () => parseConfig(process.env));
}

/** Settings that work and are unwise, each in a sentence; told at every start. */
export function riskySettings(settings: Config): string[] {
  const risks: string[] = [];
  const { protocol, hostname } = new URL(settings.url);
  const isLocal = isLoopback(hostname);
  const listensToAll = !isLoopback(settings.host);
  if (protocol === 'http:' && !isLocal) {
    risks.push(
      `FOREDECK_URL is ${settings.url}: passwords and session cookies travel unencrypted. Put https in front and say so in FOREDECK_URL.`,
    );
  }
  if (listensToAll && isLocal) {
    risks.push(
      `HOST ${settings.host} lets other machines in while FOREDECK_URL is ${settings.url}: set FOREDECK_URL to the https address that people use.`,
    );
  }
  if (listensToAll && settings.secretKey === undefined) {
    risks.push(
      `The key that encrypts stored credentials lies in ${settings.home}, beside the data: set FOREDECK_SECRET_KEY and keep it elsewhere.`,
    );
  }
  if (!isLocal && settings.adminPassword !== undefined) {
    risks.push(
      'FOREDECK_ADMIN_PASSWORD stays in the environment of every process: take it out once the administrator has signed in.',
    );
  }
  return risks;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host);
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
