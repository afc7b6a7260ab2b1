import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { describeConfig, forbidTelemetry, readConfig } from './config.ts';
import { variables } from './config-variables.ts';
import { ConfigError } from './kit/config-error.ts';

const key = 'a-key-of-24-characters-ok';
const read = (env: Record<string, string>) => readConfig(env, '/srv/parlando');

/** The problems that reading `env` reports, one line each; fails when there is none. */
function refusal(env: Record<string, string>): string {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(env)}`);
}

test('an empty environment is a single learner on this machine', () => {
  expect(read({})).toMatchObject({
    host: '127.0.0.1',
    port: 8787,
    dataDir: '/srv/parlando/data',
    publicUrl: undefined,
    corsAllowlist: [],
    roles: ['web', 'worker'],
    logLevel: 'info',
    singleLearner: true,
    languageModel: undefined,
    warnings: [],
  });
});

test('an empty variable counts as absent', () => {
  const empty = Object.fromEntries(variables.map(({ name }) => [name, '  ']));
  expect(read(empty)).toEqual(read({}));
});

test('every variable is read', () => {
  const config = read({
    HOST: '0.0.0.0',
    PORT: '0',
    DATA_DIR: '/var/lib/parlando',
    DATABASE_URL: 'postgres://u:p@db/parlando',
    REDIS_URL: 'rediss://:p@cache:6380',
    PUBLIC_URL: 'https://tutor.example/',
    CORS_ALLOWLIST: 'https://a.example, https://b.example:8443,https://a.example',
    ROLES: 'worker',
    LOG_LEVEL: 'debug',
    ACCESS_KEY: key,
    TRUST_PROXY: '10.0.0.0/8, ::1',
    REGISTRATION: 'open',
    SMTP_URL: 'smtps://user:pass@mail.example',
    MAIL_FROM: 'Parlando <tutor@school.example>',
    LLM_BASE_URL: 'http://127.0.0.1:11434/v1',
    LLM_API_KEY: 'llm-key',
    LLM_MODEL: 'small',
  });
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 0,
    dataDir: '/var/lib/parlando',
    publicUrl: 'https://tutor.example',
    corsAllowlist: ['https://a.example', 'https://b.example:8443'],
    roles: ['worker'],
    logLevel: 'debug',
    singleLearner: false,
    registration: 'open',
    trustProxy: ['10.0.0.0/8', '::1'],
    mailFrom: 'Parlando <tutor@school.example>',
    languageModel: { baseUrl: 'http://127.0.0.1:11434/v1', model: 'small' },
    warnings: [],
  });
  expect(config.secrets.databaseUrl?.reveal()).toBe('postgres://u:p@db/parlando');
  expect(config.secrets.redisUrl?.reveal()).toBe('rediss://:p@cache:6380');
  expect(config.secrets.accessKey?.reveal()).toBe(key);
  expect(config.secrets.smtpUrl?.reveal()).toBe('smtps://user:pass@mail.example');
  expect(config.secrets.languageModelKey?.reveal()).toBe('llm-key');
  expect(Object.keys(describeConfig(config)).sort()).toEqual(variables.map(({ name }) => name).sort());
});

test('what is printed holds no secret', () => {
  const config = read({
    DATABASE_URL: 'postgres://u:canary@db/parlando',
    REDIS_URL: 'redis://:canary@cache',
    ACCESS_KEY: 'canary-canary-canary',
    SMTP_URL: 'smtp://user:canary@mail',
    MAIL_FROM: 'a@b.example',
    LLM_BASE_URL: 'http://llm.example/v1',
    LLM_API_KEY: 'canary',
    LLM_MODEL: 'small',
  });
  const printed = [
    JSON.stringify(describeConfig(config)),
    JSON.stringify(config),
    inspect(config, { depth: 9 }),
  ].join();
  expect(printed).not.toContain('canary');
  expect(describeConfig(config)).toMatchObject({ ACCESS_KEY: '[secret]', DATABASE_URL: '[secret]' });
});

test.each([
  [{ PORT: '80a' }, 'PORT: is not a port'],
  [{ PORT: '65536' }, 'PORT: is not a port'],
  [{ PORT: '-1' }, 'PORT: is not a port'],
  [{ HOST: 'http://0.0.0.0' }, 'HOST: is not an address'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: is not a PostgreSQL address'],
  [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL: is not a Redis address'],
  [{ PUBLIC_URL: 'tutor.example' }, 'PUBLIC_URL: "tutor.example" is not an origin'],
  [{ PUBLIC_URL: 'http://localhost/app' }, 'PUBLIC_URL: "http://localhost/app" is not an origin'],
  [{ CORS_ALLOWLIST: '*', ACCESS_KEY: key }, 'CORS_ALLOWLIST: "*" is not an origin'],
  [{ ROLES: 'web,cron' }, 'ROLES: knows only web and worker'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: is none of'],
  [{ REGISTRATION: 'yes' }, 'REGISTRATION: is none of'],
  [{ SMTP_URL: 'http://mail', MAIL_FROM: 'a@b' }, 'SMTP_URL: is not a mail server'],
  [{ MAIL_FROM: 'Parlando' }, 'MAIL_FROM: is not a sender'],
  [{ MAIL_FROM: 'a@b\nBcc: c@d' }, 'MAIL_FROM: is not a sender'],
  [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY: is neither'],
  [{ TRUST_PROXY: '0' }, 'TRUST_PROXY: is neither'],
  [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY: is neither'],
  [{ LLM_BASE_URL: 'ftp://x', LLM_MODEL: 'm' }, 'LLM_BASE_URL: is not a web address'],
  [{ LLM_BASE_URL: 'http://me@x/v1', LLM_MODEL: 'm' }, 'LLM_BASE_URL: holds a user name'],
])('%j is refused with its name and the mend', (env, message) => {
  expect(refusal(env)).toContain(message);
});

test.each([
  [{ HOST: '0.0.0.0' }, 'ACCESS_KEY: is needed because HOST=0.0.0.0'],
  [{ HOST: '::' }, 'ACCESS_KEY: is needed because HOST=::'],
  [{ HOST: '192.168.1.5' }, 'ACCESS_KEY: is needed because HOST=192.168.1.5'],
  [{ PUBLIC_URL: 'https://tutor.example' }, 'ACCESS_KEY: is needed because PUBLIC_URL=https://tutor.example'],
  [{ CORS_ALLOWLIST: 'https://a.example' }, 'CORS_ALLOWLIST: opens the server'],
  [{ SMTP_URL: 'smtp://mail' }, 'MAIL_FROM: is needed with SMTP_URL'],
  [{ ROLES: 'web' }, 'ROLES: has only web, which leaves the other role'],
  [{ LLM_BASE_URL: 'http://x/v1' }, 'LLM_MODEL: is needed with LLM_BASE_URL'],
  [{ LLM_MODEL: 'm' }, 'LLM_BASE_URL: is needed with LLM_MODEL'],
  [{ LLM_API_KEY: 'k' }, 'LLM_BASE_URL: is needed with LLM_API_KEY'],
])('the impossible %j is refused with its name and the mend', (env, message) => {
  expect(refusal(env)).toContain(message);
});

test('a refusal names what is nearly a variable too', () => {
  expect(refusal({ HOST: '0.0.0.0', ACCES_KEY: key })).toContain(
    'ACCES_KEY: is unknown and ignored. Is ACCESS_KEY meant?',
  );
  expect(refusal({ PORT: 'x', HOTS: '::1' })).toContain('HOTS: is unknown and ignored. Is HOST meant?');
});

test('native libraries are told to report to nobody', () => {
  const env: Record<string, string> = { ORT_DISABLE_TELEMETRY: '0' };
  forbidTelemetry(env);
  expect(env).toEqual({ ORT_DISABLE_TELEMETRY: '1' });
});

test('all problems are told at once, and none tells a secret', () => {
  const told = refusal({ PORT: 'x', DATABASE_URL: 'mysql://u:canary@db', LOG_LEVEL: 'loud' });
  expect(told.split('\n')).toHaveLength(3);
  expect(told).not.toContain('canary');
});

test.each([
  [{}, true],
  [{ HOST: 'localhost' }, true],
  [{ HOST: '::1', PUBLIC_URL: 'http://localhost:8787' }, true],
  [{ ACCESS_KEY: key }, false],
  [{ HOST: '0.0.0.0', ACCESS_KEY: key }, false],
  [{ PUBLIC_URL: 'https://tutor.example', ACCESS_KEY: key }, false],
])('%j is single-learner: %s', (env, singleLearner) => {
  expect(read(env).singleLearner).toBe(singleLearner);
});

test('a name that is nearly ours is warned about, others are not', () => {
  const { warnings } = read({
    DATABSE_URL: 'x',
    HOTS: 'x',
    Log_Level: 'x',
    ACCES_KEY: 'x',
    PATH: '/bin',
    HOME: '/',
    HOSTNAME: 'h',
  });
  expect(warnings).toEqual([
    'DATABSE_URL is unknown and ignored. Is DATABASE_URL meant?',
    'HOTS is unknown and ignored. Is HOST meant?',
    'Log_Level is unknown and ignored. Is LOG_LEVEL meant?',
    'ACCES_KEY is unknown and ignored. Is ACCESS_KEY meant?',
  ]);
});

test('a guessable key and an insecure page are warned about', () => {
  expect(read({ ACCESS_KEY: 'short' }).warnings).toEqual([expect.stringContaining('ACCESS_KEY is shorter')]);
  expect(read({ ACCESS_KEY: key, PUBLIC_URL: 'http://tutor.example' }).warnings).toEqual([
    expect.stringContaining('PUBLIC_URL is not https'),
  ]);
  expect(read({ SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@b.example' }).warnings).toEqual([
    expect.stringContaining('PUBLIC_URL is not set'),
  ]);
});
