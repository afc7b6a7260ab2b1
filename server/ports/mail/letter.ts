import type { Letter } from './port.ts';

/** Throws a RangeError for what could be read as more than one letter to one address. The message does not repeat it. */
export function requireLetter(letter: Letter): Letter {
  if (!/^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/.test(letter.to) || letter.to.length > 254) {
    throw new RangeError('a letter goes to one plain address');
  }
  if (hasControl(letter.subject, '') || letter.subject.length > 200) {
    throw new RangeError('a subject is one line of at most 200 characters');
  }
  if (hasControl(letter.text, '\n\t') || letter.text.length > 20_000) {
    throw new RangeError('a text is at most 20,000 characters, without control characters');
  }
  return letter;
}

const hasControl = (text: string, but: string): boolean =>
  [...text].some((char) => (char < ' ' || char === '\u007f') && !but.includes(char));
