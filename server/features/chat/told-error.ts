import { Refusal, type RefusalCode } from '../../../wire/refusals.ts';
import { Outage } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';

/** What went wrong as it may be told on a line that is open already; a bug's own words are for the log. */
export function toldError(error: unknown, log: Log): { code: RefusalCode; message: string } {
  if (error instanceof Refusal) return { code: error.code, message: error.message };
  if (error instanceof Outage) {
    return {
      code: 'outage',
      message: `The ${error.port.replaceAll('-', ' ')} engine is not available now. Try again soon.`,
    };
  }
  log.error('a chat turn failed', { error });
  return { code: 'internal', message: 'The server made a mistake.' };
}
