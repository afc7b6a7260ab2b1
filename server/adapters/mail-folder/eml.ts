import { randomBytes } from 'node:crypto';
import type { Letter } from '../../ports/mail/port.ts';

/** A letter as mail programs store it (RFC 5322, MIME): every line short and plain, so that nothing on its way spoils it. */
export function writeEml(letter: Letter, from: string, at: Date): string {
  const body = Buffer.from(letter.text.replaceAll('\n', '\r\n')).toString('base64');
  return [
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: ${letter.to}`,
    `Subject: ${encodedWords(letter.subject)}`,
    `Message-ID: <${randomBytes(16).toString('hex')}@parlando>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(body.match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n');
}

/** RFC 2047: words of at most 75 characters, none of which cuts a letter in two. */
function encodedWords(text: string): string {
  if (/^[ -~]*$/.test(text) && !text.includes('=?') && text.length < 66) return text;
  const words: string[] = [];
  let part = '';
  for (const char of text) {
    if (Buffer.byteLength(part + char) > 42) {
      words.push(part);
      part = '';
    }
    part += char;
  }
  return [...words, part].map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}
