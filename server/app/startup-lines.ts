import { ConfigError } from '../kit/config-error.ts';
import { Outage } from '../kit/errors.ts';
import { StartupError } from '../kit/startup-error.ts';

/** Why the server does not start, in plain lines for a person, one a problem. A bug keeps its stack. */
export function startupLines(error: unknown): string[] {
  if (error instanceof ConfigError) return error.problems.map(({ variable, message }) => `${variable} ${message}`);
  if (error instanceof StartupError) return [error.line];
  const { code, port, address, path } = Object(error) as {
    code?: string;
    port?: number;
    address?: string;
    path?: string;
  };
  switch (code) {
    case 'EADDRINUSE':
      return [`Port ${port} is in use by another program. Stop that one, or set PORT to another.`];
    case 'EADDRNOTAVAIL':
      return [`This machine has no address ${address}. Set HOST to one of its own.`];
    case 'EACCES':
      if (port === undefined) return [`There is no right to use ${path ?? 'a file'}. Give this user that right.`];
      return [`Port ${port} may not be used by this user. Set PORT to 1024 or more.`];
    case 'ENOSPC':
      return ['The disk is full. Free some space and start again.'];
    default:
  }
  if (error instanceof Outage) {
    const why = [...messages(error)].join(': ').replace(/\s+/g, ' ').slice(0, 300);
    return [`A part of the server cannot be loaded (${why}). Install it again with \`npm ci\`.`];
  }
  if (error instanceof Error && error.message.startsWith('the content is not usable')) return error.message.split('\n');
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

/** What each error in the chain says, when it says something new. */
function* messages(error: Error): Generator<string> {
  let told = '';
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const [line = ''] = at.message.split('\n');
    if (!told.includes(line)) yield line;
    told += line;
  }
}
