import type { MailSetting, OpenMail } from './contract.ts';
import { type FakeMail, fakeMail } from './fake.ts';
import type { Mail } from './port.ts';

export interface BrokenMail {
  name: string;
  /** The check that must reject it. */
  fails: string;
  open: OpenMail;
}

export function settingOf(fake: FakeMail, mail: Mail = fake): MailSetting {
  return {
    mail,
    arrived: async () => fake.sent,
    kept: async (address) => fake.sent.filter(({ to }) => to === address).length,
    goAway: async () => fake.goAway(),
    comeBack: async () => fake.comeBack(),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function broken(name: string, fails: string, breakage: (sound: FakeMail) => Partial<Mail>): BrokenMail {
  return {
    name,
    fails,
    async open() {
      const sound = fakeMail();
      return settingOf(sound, { ...sound, ...breakage(sound) });
    },
  };
}

export const brokenMails: readonly BrokenMail[] = [
  broken('everything twice', 'a letter arrives as it was written, once', (sound) => ({
    async send(letter, signal) {
      await sound.send(letter, signal);
      await sound.send(letter, signal);
    },
  })),
  broken('only ASCII', 'letters of every language, long lines and lone dots arrive unharmed', (sound) => ({
    send: (letter, signal) => sound.send({ ...letter, text: letter.text.replace(/[^ -~\n]/g, '?') }, signal),
  })),
  broken('a dot ends the letter', 'letters of every language, long lines and lone dots arrive unharmed', (sound) => ({
    send: (letter, signal) => sound.send({ ...letter, text: letter.text.split('\n.\n')[0] ?? '' }, signal),
  })),
  broken('one at a time, the rest lost', 'letters at once all arrive', (sound) => {
    let busy = false;
    return {
      async send(letter, signal) {
        if (busy) return;
        busy = true;
        await Promise.resolve();
        await sound.send(letter, signal);
        busy = false;
      },
    };
  }),
  broken('headers as they come', 'nothing can be slipped into a header or to a second address', (sound) => ({
    async send(letter, signal) {
      signal.throwIfAborted();
      if (letter.subject.includes('\n')) sound.sent.push(letter);
      else await sound.send(letter, signal);
    },
  })),
  broken(
    'an outage that names the address',
    'what cannot be handed over is an outage that names no address, and health says so',
    (sound) => ({
      async send(letter, signal) {
        await sound.send(letter, signal).catch((error: unknown) => {
          throw Object.assign(Object(error), { message: `could not send to ${letter.to}` });
        });
      },
    }),
  ),
  broken(
    'lost without a word',
    'what cannot be handed over is an outage that names no address, and health says so',
    (sound) => ({ send: (letter, signal) => sound.send(letter, signal).catch(() => undefined) }),
  ),
  broken('deaf to an abort', 'an abort ends a sending with its reason, and nothing is sent after it', (sound) => ({
    send: (letter) => sound.send(letter, new AbortController().signal),
  })),
  broken('an elephant', 'what is kept of an address is forgotten, and of others is not', () => ({
    forget: async () => undefined,
  })),
  broken('forgets by the beginning', 'what is kept of an address is forgotten, and of others is not', (sound) => ({
    async forget(address) {
      const kept = sound.sent.filter(({ to }) => !to.startsWith(address.toLowerCase()));
      sound.sent.splice(0, sound.sent.length, ...kept);
    },
  })),
];
