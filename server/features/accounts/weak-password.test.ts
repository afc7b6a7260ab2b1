import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWeakPassword } from './weak-password.ts';

test.each([
  'password1234',
  'P@ssw0rd2024!',
  'Passwordpassword',
  'qwertyuiop123',
  '123456789012',
  'aaaaaaaaaaaaaa',
  'abcabcabcabcabc',
  'iloveyou2024',
  'Warszawa2025!',
  'mojehaslo1234',
  'kochamcie1987',
  'DragonMonkey1!',
  'letmeinletmein',
  '1qaz2wsx3edc',
  'liverpool2020!!',
  'zaq12wsxcde3',
  'Sunshine123456',
  'correcthorse12',
  'ﾊﾟpassword1234',
  'abcdefghijkl',
])('[A2] %s is refused as common', (password) => {
  expect(isWeakPassword(password, [])).toBe(true);
});

test.each([
  'violet-anchor-marmot-71',
  'Zielony parasol na dachu',
  'kettle9 ribbon4 tundra',
  'mBx0-p2Wq-77fe',
  'xxxrt9-kulfon-wanna',
])('[A2] %s is taken', (password) => {
  expect(isWeakPassword(password, [])).toBe(false);
});

test('[A2] what the person is called does not make a password', () => {
  const own = ['zbigniewa.wrobel@poczta-firmowa.example', 'Zbigniewa Wróbel'];
  expect(isWeakPassword('ZbigniewaWrobel7', own)).toBe(true);
  expect(isWeakPassword('poczta-firmowa-1', own)).toBe(true);
  expect(isWeakPassword('zbigniewawrobel-x7Qm-pile', own)).toBe(false);
});

test('random passwords are taken, whatever they hold', () => {
  const char = fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789');
  fc.assert(
    fc.property(fc.array(char, { minLength: 20, maxLength: 40 }), (chars) => {
      fc.pre(new Set(chars).size > 10);
      expect(isWeakPassword(chars.join(''), [])).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('a long password is judged in no time', () => {
  expect(isWeakPassword('ab1'.repeat(80), [])).toBe(true);
  expect(isWeakPassword([...'The quick green fox sings, softly; nobody minds.'].reverse().join('').repeat(5), [])).toBe(
    false,
  );
});
