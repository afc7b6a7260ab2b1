import { Outage } from '../../kit/errors.ts';
import { requireLetter } from './letter.ts';
import type { Letter, Mail } from './port.ts';

export interface FakeMail extends Mail {
  /** What was sent, first sent first. */
  readonly sent: Letter[];
  goAway(): void;
  comeBack(): void;
}

/** Keeps letters in memory, and can be told to be away. */
export function fakeMail(): FakeMail {
  const sent: Letter[] = [];
  let away = false;
  return {
    provider: 'fake',
    sent,
    async send(letter, signal) {
      signal.throwIfAborted();
      requireLetter(letter);
      if (away) throw new Outage({ port: 'mail', provider: 'fake', retryable: true }, 'mail: away');
      sent.push({ ...letter });
    },
    async forget(address, signal) {
      signal.throwIfAborted();
      const kept = sent.filter(({ to }) => to.toLowerCase() !== address.toLowerCase());
      sent.splice(0, sent.length, ...kept);
    },
    health: async () => ({ ok: !away, detail: away ? 'away' : `${sent.length} letters` }),
    goAway: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
  };
}
