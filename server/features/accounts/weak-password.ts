import { commonWords } from './common-words.ts';

/** Below this power of ten of guesses a password falls to whoever tries what people choose. */
const ENOUGH = 9.5;
const WORD = Math.log10(commonWords.size);
const RUN = 1.5;
const YEAR = 2;
const LETTER = Math.log10(26);
const SIGN = Math.log10(33);

/** Rows of keyboards and of the alphabet that fingers and minds run along, both ways. */
const runs = [
  'qwertyuiop[]',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl;',
  'zxcvbnm,./',
  'yxcvbnm',
  '1234567890-=',
  '!@#$%^&*()_+',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '147258369',
  '159753',
].flatMap((row) => [row, [...row].reverse().join('')]);

const plain: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};

/**
 * True for a password made of what everybody's are made of: common words and names in the usual disguises, runs on the keyboard, repeats,
 * years, and parts of the person's own name and address. `own` is these.
 */
export function isWeakPassword(password: string, own: readonly string[]): boolean {
  const text = bare(password);
  const mine = new Set(own.flatMap((part) => bare(part).split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length > 2));
  return guesses(text, mine) < ENOUGH;
}

/** Lower case without accents: `ł` is the one letter that does not come apart. */
const bare = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l');

const undisguised = (text: string): string => text.replace(/[01345789@$!€]/g, (sign) => plain[sign] ?? sign);

/** The cheapest way to put the text together, as the power of ten of guesses it takes. */
function guesses(text: string, mine: ReadonlySet<string>): number {
  const whole = cheapest(text, mine);
  const unit = smallestUnit(text);
  return unit === text ? whole : Math.min(whole, cheapest(unit, mine) + 0.5);
}

function cheapest(text: string, mine: ReadonlySet<string>): number {
  const best = [0, ...new Array<number>(text.length).fill(Number.POSITIVE_INFINITY)];
  for (let end = 1; end <= text.length; end += 1) {
    for (let start = Math.max(0, end - 40); start < end; start += 1) {
      const cost = costOf(text.slice(start, end), mine);
      if (cost !== undefined) best[end] = Math.min(best[end] ?? 0, (best[start] ?? 0) + cost);
    }
  }
  return best[text.length] ?? 0;
}

/** What one piece costs; undefined when it is no piece of its own. */
function costOf(piece: string, mine: ReadonlySet<string>): number | undefined {
  if (piece.length === 1) return /\d/.test(piece) ? 1 : /[a-z]/.test(piece) ? LETTER : SIGN;
  if (/^(.)\1+$/su.test(piece)) return RUN;
  if (/^(19|20)\d\d$/.test(piece)) return YEAR;
  if (piece.length > 2 && runs.some((row) => row.includes(piece))) return RUN;
  const word = undisguised(piece);
  if (mine.has(piece) || mine.has(word)) return 0.5;
  return commonWords.has(piece) || commonWords.has(word) ? WORD : undefined;
}

/** `abcabcabc` is `abc`. */
function smallestUnit(text: string): string {
  for (let size = 1; size <= text.length / 2; size += 1) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return unit;
  }
  return text;
}
