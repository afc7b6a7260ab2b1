import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { likelyTypos } from './config-typos.ts';
import { type Variable, type VariableName, variables } from './config-variables.ts';
import { ConfigError, type ConfigProblem } from './kit/config-error.ts';
import { isLoopback } from './kit/loopback.ts';
import { Secret } from './kit/secret.ts';

export type Role = 'web' | 'worker';
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What the server was told by its environment. This module alone reads it. */
export interface Config {
  readonly host: string;
  /** 0 asks the system for a free port. */
  readonly port: number;
  /** Absolute path of the folder for everything the server keeps. */
  readonly dataDir: string;
  /** Origin under which people reach the server, when that is not `host` and `port`. */
  readonly publicUrl: string | undefined;
  /** Other origins whose pages may call the server. */
  readonly corsAllowlist: readonly string[];
  readonly roles: readonly Role[];
  readonly logLevel: LogLevel;
  /** True on a loopback address with no public URL and no access key: one learner, no credentials, own origin only. */
  readonly singleLearner: boolean;
  /** Who may open an account. */
  readonly registration: 'open' | 'invite' | 'closed';
  /** How many proxies are in front, or their addresses; undefined when none is trusted. */
  readonly trustProxy: number | readonly string[] | undefined;
  /** Sender of letters, where one is named. */
  readonly mailFrom: string | undefined;
  readonly languageModel: { readonly baseUrl: string; readonly model: string } | undefined;
  readonly secrets: {
    readonly accessKey: Secret | undefined;
    readonly databaseUrl: Secret | undefined;
    readonly redisUrl: Secret | undefined;
    readonly smtpUrl: Secret | undefined;
    readonly languageModelKey: Secret | undefined;
  };
  /** What is allowed but probably not meant; one sentence each. */
  readonly warnings: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the environment. Throws ConfigError. An empty variable counts as absent. */
export function readConfig(env: Environment = process.env, workingDir: string = process.cwd()): Config {
  const given = Object.fromEntries(variables.map(({ name }) => [name, env[name]?.trim() || undefined]));
  const typos = likelyTypos(Object.keys(env), variables);
  const parsed = shape.safeParse(given);
  if (!parsed.success) throw new ConfigError([...parsed.error.issues.map(toProblem), ...typos]);
  const v = parsed.data;
  const problems = impossiblePairs(v);
  // A name that is nearly right may be all that is missing.
  if (problems.length > 0) throw new ConfigError([...problems, ...typos]);
  const secret = (value: string | undefined): Secret | undefined =>
    value === undefined ? undefined : new Secret(value);
  return {
    host: v.HOST,
    port: v.PORT,
    dataDir: resolve(workingDir, v.DATA_DIR),
    publicUrl: v.PUBLIC_URL,
    corsAllowlist: v.CORS_ALLOWLIST,
    roles: v.ROLES,
    logLevel: v.LOG_LEVEL,
    singleLearner: v.ACCESS_KEY === undefined,
    registration: v.REGISTRATION,
    trustProxy: v.TRUST_PROXY,
    mailFrom: v.MAIL_FROM,
    languageModel:
      v.LLM_BASE_URL === undefined || v.LLM_MODEL === undefined
        ? undefined
        : { baseUrl: v.LLM_BASE_URL, model: v.LLM_MODEL },
    secrets: {
      accessKey: secret(v.ACCESS_KEY),
      databaseUrl: secret(v.DATABASE_URL),
      redisUrl: secret(v.REDIS_URL),
      smtpUrl: secret(v.SMTP_URL),
      languageModelKey: secret(v.LLM_API_KEY),
    },
    warnings: [...doubts(v), ...typos.map(({ variable, message }) => `${variable} ${message}`)],
  };
}

/**
 * onnxruntime reports to its maker from Linux and macOS unless the environment says no before it is loaded. Here nothing leaves the
 * machine that nobody asked for.
 */
export function forbidTelemetry(env: Record<string, string | undefined> = process.env): void {
  env.ORT_DISABLE_TELEMETRY = '1';
}

/** The configuration by variable name, fit to print: secrets are masked, what is absent is left out. */
export function describeConfig(config: Config): Record<string, string> {
  const { secrets } = config;
  const all: Record<VariableName, string | undefined> = {
    HOST: config.host,
    PORT: String(config.port),
    DATA_DIR: config.dataDir,
    DATABASE_URL: secrets.databaseUrl?.toString(),
    REDIS_URL: secrets.redisUrl?.toString(),
    PUBLIC_URL: config.publicUrl,
    CORS_ALLOWLIST: config.corsAllowlist.join(',') || undefined,
    ROLES: config.roles.join(','),
    LOG_LEVEL: config.logLevel,
    ACCESS_KEY: secrets.accessKey?.toString(),
    TRUST_PROXY: config.trustProxy === undefined ? undefined : String(config.trustProxy),
    REGISTRATION: config.registration,
    SMTP_URL: secrets.smtpUrl?.toString(),
    MAIL_FROM: config.mailFrom,
    LLM_BASE_URL: config.languageModel?.baseUrl,
    LLM_API_KEY: secrets.languageModelKey?.toString(),
    LLM_MODEL: config.languageModel?.model,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const fallback = (name: VariableName): string =>
  (variables as readonly Variable[]).find((v) => v.name === name)?.default ?? '';

function urlOf(schemes: readonly string[], mend: string): z.ZodType<string, string> {
  return z.string().refine((text) => {
    const url = URL.parse(text);
    return url !== null && schemes.includes(url.protocol);
  }, mend);
}

/** An origin, as browsers send it: scheme, host and port, without a trailing slash. */
function toOrigin(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  const bare =
    url !== null && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
  if (bare && !url.username && !url.password) return url.origin;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not an origin; write it as https://tutor.example, with no path`,
  });
  return z.NEVER;
}

/** A number of hops, or addresses and networks. */
function toProxies(text: string, context: z.RefinementCtx): number | readonly string[] {
  const hops = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (hops > 0) return hops;
  const networks = list(text);
  const known = (network: string): boolean => {
    const [address = '', bits, ...more] = network.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    const sized = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= most);
    return isIP(address) > 0 && sized && more.length === 0;
  };
  if (networks.length > 0 && networks.every(known)) return networks;
  context.addIssue({
    code: 'custom',
    message: 'is neither a number of proxies nor their addresses; write 1, or 10.0.0.0/8',
  });
  return z.NEVER;
}

const list = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

const shape = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'is not an address; write one such as 127.0.0.1, ::1 or 0.0.0.0')
    .default(fallback('HOST')),
  PORT: z
    .string()
    .regex(/^\d+$/, 'is not a port; write a whole number from 0 to 65535')
    .default(fallback('PORT'))
    .transform(Number)
    .refine((port) => port <= 65_535, 'is not a port; write a whole number from 0 to 65535'),
  DATA_DIR: z.string().default(fallback('DATA_DIR')),
  DATABASE_URL: urlOf(
    ['postgres:', 'postgresql:'],
    'is not a PostgreSQL address; write postgres://user:password@host:5432/name',
  ).optional(),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'is not a Redis address; write redis://host:6379').optional(),
  PUBLIC_URL: z.string().transform(toOrigin).optional(),
  CORS_ALLOWLIST: z
    .string()
    .default('')
    .transform((text, context) => list(text).map((origin) => toOrigin(origin, context))),
  ROLES: z
    .string()
    .default(fallback('ROLES'))
    .transform(list)
    .pipe(z.array(z.enum(['web', 'worker'], 'knows only web and worker; write web, worker, or web,worker')).nonempty()),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'is none of trace, debug, info, warn, error, silent')
    .default('info'),
  ACCESS_KEY: z.string().optional(),
  TRUST_PROXY: z.string().transform(toProxies).optional(),
  REGISTRATION: z
    .enum(['open', 'invite', 'closed'], 'is none of open, invite, closed')
    .default(fallback('REGISTRATION') as 'invite'),
  SMTP_URL: urlOf(['smtp:', 'smtps:'], 'is not a mail server; write smtp://user:password@host:587').optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>"\r\n@]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'is not a sender; write Parlando <tutor@school.example>',
    )
    .optional(),
  LLM_BASE_URL: urlOf(['http:', 'https:'], 'is not a web address; write it as http://127.0.0.1:11434/v1')
    .refine((text) => !URL.parse(text)?.username, 'holds a user name; put the key in LLM_API_KEY instead')
    .optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
});

type Parsed = z.output<typeof shape>;

function toProblem(issue: z.core.$ZodIssue): ConfigProblem {
  return { variable: issue.path[0] as VariableName, message: issue.message };
}

/** Values that are fine alone and impossible together; each names the variable to change. */
function impossiblePairs(v: Parsed): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const refuse = (variable: VariableName, message: string): number => problems.push({ variable, message });
  const makeKey = 'set it to a long random text (openssl rand -hex 24)';
  if (v.ACCESS_KEY === undefined) {
    if (!isLoopback(v.HOST)) {
      refuse(
        'ACCESS_KEY',
        `is needed because HOST=${v.HOST} is reachable from other machines; ${makeKey}, or set HOST=127.0.0.1`,
      );
    }
    if (v.PUBLIC_URL !== undefined && !isLoopback(new URL(v.PUBLIC_URL).hostname)) {
      refuse('ACCESS_KEY', `is needed because PUBLIC_URL=${v.PUBLIC_URL} is public; ${makeKey}, or unset PUBLIC_URL`);
    }
    if (v.CORS_ALLOWLIST.length > 0) {
      refuse(
        'CORS_ALLOWLIST',
        'opens the server to other pages, which without ACCESS_KEY get nothing; set ACCESS_KEY, or unset CORS_ALLOWLIST',
      );
    }
  }
  if (v.ROLES.length === 1 && v.DATABASE_URL === undefined) {
    refuse(
      'ROLES',
      `has only ${v.ROLES[0]}, which leaves the other role to another process, and the embedded database serves only one; set DATABASE_URL, or ROLES=web,worker`,
    );
  }
  if (v.SMTP_URL !== undefined && v.MAIL_FROM === undefined) {
    refuse('MAIL_FROM', 'is needed with SMTP_URL; set it to the sender, as Parlando <tutor@school.example>');
  }
  if (v.LLM_BASE_URL !== undefined && v.LLM_MODEL === undefined) {
    refuse('LLM_MODEL', 'is needed with LLM_BASE_URL; set it to a model that server has, or unset LLM_BASE_URL');
  }
  if (v.LLM_BASE_URL === undefined) {
    for (const name of ['LLM_API_KEY', 'LLM_MODEL'] as const) {
      if (v[name] !== undefined)
        refuse('LLM_BASE_URL', `is needed with ${name}; set it to the server's address, or unset ${name}`);
    }
  }
  return problems;
}

/** Allowed, but probably not meant. */
function doubts(v: Parsed): string[] {
  const found: string[] = [];
  if (v.ACCESS_KEY !== undefined && v.ACCESS_KEY.length < 16)
    found.push('ACCESS_KEY is shorter than 16 characters and can be guessed.');
  if (v.SMTP_URL !== undefined && v.PUBLIC_URL === undefined) {
    found.push('PUBLIC_URL is not set, so the links in letters lead to this machine only.');
  }
  const page = v.PUBLIC_URL === undefined ? undefined : new URL(v.PUBLIC_URL);
  if (page?.protocol === 'http:' && !isLoopback(page.hostname)) {
    found.push('PUBLIC_URL is not https, so browsers will not open the microphone on that page.');
  }
  return found;
}
