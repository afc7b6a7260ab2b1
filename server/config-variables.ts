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
    meaning:
      'Makes the server public: people sign in, and whoever has this key is its operator. Without it the server is in single-learner mode.',
  },
  {
    name: 'TRUST_PROXY',
    meaning:
      'Proxies in front whose word on the address of a client is taken: their addresses as `10.0.0.0/8` with commas between, or how many, where nobody else can reach the server. Without it nobody’s.',
  },
  {
    name: 'REGISTRATION',
    default: 'invite',
    meaning: 'Who may open an account: `open` (whoever proves an address), `invite` (whom an admin invites), `closed`.',
  },
  {
    name: 'SMTP_URL',
    secret: true,
    meaning:
      'Server for letters, as `smtp://user:password@host:587` or `smtps://…`. Without it they are files in `DATA_DIR/mail`. Needs `MAIL_FROM`.',
  },
  { name: 'MAIL_FROM', meaning: 'Sender of letters, as `Parlando <tutor@school.example>`.' },
  {
    name: 'LLM_BASE_URL',
    meaning: 'Language model server with the OpenAI API, as `http://127.0.0.1:11434/v1`. Needs `LLM_MODEL`.',
  },
  { name: 'LLM_API_KEY', secret: true, meaning: 'Key for that server, when it asks for one.' },
  { name: 'LLM_MODEL', meaning: 'Name of the model on that server.' },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]['name'];
