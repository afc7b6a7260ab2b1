/** One environment variable of ours; the table in `docs/operations.md` is made from these. */
export interface Variable {
  readonly name: string;
  /** Text the default stands for; absent when there is none. */
  readonly default?: string;
  readonly secret?: true;
  readonly meaning: string;
}

export const variables = [
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning: 'Address to listen on. Anything but a loopback address needs `ACCESS_KEY`.',
  },
  { name: 'PORT', default: '8787', meaning: 'Port to listen on; 0 takes a free one.' },
  { name: 'DATA_DIR', default: './data', meaning: 'Folder for everything the server keeps. One server at a time.' },
  {
    name: 'DATABASE_URL',
    secret: true,
    meaning:
      'PostgreSQL 15 or newer, as `postgres://user:password@host:5432/name`. Without it the embedded database is used.',
  },
  {
    name: 'REDIS_URL',
    secret: true,
    meaning:
      'Redis 7 or newer, as `redis://host:6379`, for state shared by several servers. Without it memory is used.',
  },
  {
    name: 'PUBLIC_URL',
    meaning: 'Origin people reach the server under, as `https://tutor.example`. A public one needs `ACCESS_KEY`.',
  },
  {
    name: 'CORS_ALLOWLIST',
    meaning: 'Other origins whose pages may call the server, with commas between. Needs `ACCESS_KEY`.',
  },
  {
    name: 'ROLES',
    default: 'web,worker',
    meaning: 'What this process does: `web` answers people, `worker` runs jobs. One alone needs `DATABASE_URL`.',
  },
  { name: 'LOG_LEVEL', default: 'info', meaning: 'One of trace, debug, info, warn, error, silent.' },
  {
    name: 'ACCESS_KEY',
    secret: true,
    meaning: 'The key every caller must then show. Without it the server is in single-learner mode.',
  },
  {
    name: 'LLM_BASE_URL',
    meaning: 'Language model server with the OpenAI API, as `http://127.0.0.1:11434/v1`. Needs `LLM_MODEL`.',
  },
  { name: 'LLM_API_KEY', secret: true, meaning: 'Key for that server, when it asks for one.' },
  { name: 'LLM_MODEL', meaning: 'Name of the model on that server.' },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]['name'];
