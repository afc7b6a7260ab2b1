import assert from 'node:assert/strict';
import { describe } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { type Check, registerChecks, within } from '../contract.ts';
import type { Letter, Mail } from './port.ts';

export interface MailSetting extends AsyncDisposable {
  mail: Mail;
  /** What has arrived, first sent first, decoded as a mail program would. */
  arrived(): Promise<Letter[]>;
  /** What this adapter itself keeps to an address. */
  kept(address: string): Promise<number>;
  /** From now on nothing can be handed over, until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export type OpenMail = () => Promise<MailSetting>;

const { signal } = new AbortController();
const letter = (more: Partial<Letter> = {}): Letter => ({
  to: 'ola@example.org',
  subject: 'Hello',
  text: 'First line\nSecond line\n',
  ...more,
});
const tidy = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();

export const mailChecks: readonly Check<OpenMail>[] = [
  {
    name: 'a letter arrives as it was written, once',
    run: async (open) => {
      await using setting = await open();
      await setting.mail.send(letter(), signal);
      const [got, ...more] = await setting.arrived();
      assert.equal(more.length, 0);
      assert.equal(got?.to, 'ola@example.org');
      assert.equal(got?.subject, 'Hello');
      assert.equal(tidy(got?.text ?? ''), 'First line\nSecond line');
    },
  },
  {
    name: 'letters of every language, long lines and lone dots arrive unharmed',
    run: async (open) => {
      await using setting = await open();
      const text = `Zażółć gęślą jaźń \u{1F600}\n.\n..\nFrom here = there\n${'ż'.repeat(1_500)}\nhttps://tutor.example/verify#token=a_b-c`;
      await setting.mail.send(letter({ subject: 'Potwierdź adres: zażółć gęślą jaźń, proszę', text }), signal);
      const [got] = await setting.arrived();
      assert.equal(got?.subject, 'Potwierdź adres: zażółć gęślą jaźń, proszę');
      assert.equal(tidy(got?.text ?? ''), text);
    },
  },
  {
    name: 'letters at once all arrive',
    run: async (open) => {
      await using setting = await open();
      const subjects = Array.from({ length: 12 }, (_, n) => `letter ${100 + n}`);
      await Promise.all(subjects.map((subject) => setting.mail.send(letter({ subject }), signal)));
      const got = (await setting.arrived()).map(({ subject }) => subject).sort();
      assert.deepEqual(got, subjects);
    },
  },
  {
    name: 'nothing can be slipped into a header or to a second address',
    run: async (open) => {
      await using setting = await open();
      const bad: Partial<Letter>[] = [
        { to: 'a@example.org, b@example.org' },
        { to: 'a@example.org\r\nBcc: b@example.org' },
        { to: 'A <a@example.org>' },
        { to: 'nobody' },
        { to: '' },
        { subject: 'Hi\r\nBcc: b@example.org' },
        { subject: 'Hi\nX: y' },
        { text: 'nul \0' },
      ];
      for (const one of bad) await assert.rejects(setting.mail.send(letter(one), signal), RangeError);
      assert.equal((await setting.arrived()).length, 0);
    },
  },
  {
    name: 'what cannot be handed over is an outage that names no address, and health says so',
    run: async (open) => {
      await using setting = await open();
      assert.equal((await setting.mail.health()).ok, true);
      await setting.goAway();
      await assert.rejects(within(15_000, 'the outage', setting.mail.send(letter(), signal)), (error) => {
        assert.ok(error instanceof Outage);
        assert.equal(error.port, 'mail');
        assert.ok(!error.message.includes('ola'), 'names the address');
        return true;
      });
      assert.equal((await setting.mail.health()).ok, false);
      await setting.comeBack();
      await setting.mail.send(letter({ subject: 'again' }), signal);
      assert.equal((await setting.arrived()).at(-1)?.subject, 'again');
      assert.equal((await setting.mail.health()).ok, true);
    },
  },
  {
    name: 'an abort ends a sending with its reason, and nothing is sent after it',
    run: async (open) => {
      await using setting = await open();
      const reason = new Error('enough');
      await assert.rejects(setting.mail.send(letter(), AbortSignal.abort(reason)), reason);
      assert.equal((await setting.arrived()).length, 0);
    },
  },
  {
    name: 'what is kept of an address is forgotten, and of others is not',
    run: async (open) => {
      await using setting = await open();
      await setting.mail.send(letter(), signal);
      await setting.mail.send(letter({ to: 'ola@example.org.example' }), signal);
      const others = await setting.kept('ola@example.org.example');
      await setting.mail.forget('Ola@example.org', signal);
      await setting.mail.forget('never@example.org', signal);
      assert.equal(await setting.kept('ola@example.org'), 0);
      assert.equal(await setting.kept('ola@example.org.example'), others);
    },
  },
];

export function mailContract(name: string, open: OpenMail): void {
  describe(`mail contract: ${name}`, () => registerChecks(mailChecks, open));
}
