import { createTransport } from 'nodemailer';
import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import { isLoopback } from '../../kit/loopback.ts';
import { retry } from '../../kit/retry.ts';
import type { Secret } from '../../kit/secret.ts';
import { requireLetter } from '../../ports/mail/letter.ts';
import type { Mail } from '../../ports/mail/port.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
  url: Secret;
  from: string;
  clock: Clock;
  attempts?: number;
  /** For one try: the connection, and any silence of the server. */
  silenceMs?: number;
  /** For one try as a whole. */
  tryMs?: number;
  backoff?: { baseMs: number; maxMs: number };
  /** In [0, 1). */
  random?: () => number;
}

const provider = 'smtp';

/** Letters by SMTP, a connection each. A name and password go over TLS only, unless the server is on this machine. */
export function createSmtp(options: SmtpOptions): Mail {
  const { clock, from, silenceMs = 10_000, tryMs = 20_000 } = options;
  const url = new URL(options.url.reveal());
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    secure: url.protocol === 'smtps:',
    requireTLS: url.protocol === 'smtp:' && url.username !== '' && !isLoopback(url.hostname),
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    dnsTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let lastFailure: string | undefined;
  let sent = 0;

  return {
    provider,
    async send(letter, signal) {
      const { to, subject, text } = requireLetter(letter);
      const late = (): Error => outage(`the server did not take the letter within ${tryMs} ms`, true);
      const policy = { attempts: options.attempts ?? 3, ...(options.backoff ?? { baseMs: 500, maxMs: 5_000 }) };
      const tools = { clock, random: options.random ?? Math.random };
      const once = async (during: AbortSignal): Promise<void> => {
        try {
          await transport.sendMail({ from, to, subject, text, signal: during });
        } catch (error) {
          if (during.aborted) throw during.reason;
          throw asOutage(error);
        }
      };
      try {
        await retry(policy, tools, (_, during) => limited(clock, tryMs, late, once, during), signal);
        lastFailure = undefined;
        sent += 1;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (error instanceof Outage) lastFailure = error.message;
        throw error;
      }
    },
    // The server has them; nothing is kept here.
    forget: async () => undefined,
    health: async () => ({ ok: lastFailure === undefined, detail: lastFailure ?? `${sent} letters handed over` }),
  };
}

const codes: Readonly<Record<string, string>> = {
  EAUTH: 'the server refused the name or password; check SMTP_URL',
  ETLS: 'the server offers no TLS that works; use smtps:// or another port',
  EDNS: 'the name of the server is not known',
  ETIMEDOUT: 'the server did not answer',
  ECONNECTION: 'the server cannot be reached',
  ESOCKET: 'the connection broke',
  EENVELOPE: 'the server refused the sender or the recipient',
  EMESSAGE: 'the server refused the letter',
};
const final = ['EAUTH', 'ETLS', 'EENVELOPE', 'EMESSAGE'];

/** The server's own words may repeat the address, so they are left out. */
function asOutage(error: unknown): Error {
  const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown };
  if (typeof code !== 'string') return error instanceof Error ? error : new Error(String(error));
  const status = typeof responseCode === 'number' ? responseCode : 0;
  const retryable = status >= 400 && status < 500 ? true : !final.includes(code) && status < 500;
  return outage(`${codes[code] ?? 'the sending failed'} (${code}${status > 0 ? ` ${status}` : ''})`, retryable);
}

const outage = (what: string, retryable: boolean): Outage =>
  new Outage({ port: 'mail', provider, retryable }, `mail: ${what}`);
