/** Letters that do not come apart into a plain letter and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '…': '...',
};

const currencies: Readonly<Record<string, string>> = { '£': 'pounds', '€': 'euros', 'zł': 'zlotys' };

/** One written word as the engine can say it: it knows ASCII alone. Empty when nothing is left. */
export function spokenForm(word: string): string {
  const priced = word
    .replace(
      /([£€])(\d+)[.,](\d\d)\b/u,
      (_, sign: string, whole: string, part: string) => `${whole} ${currencies[sign]} ${part}`,
    )
    .replace(/([£€])(\d+)/u, (_, sign: string, whole: string) => `${whole} ${currencies[sign]}`)
    .replace(/\bzł(?=\P{L}|$)/u, 'zlotys');
  const ascii = [...priced]
    .map((letter) => plainLetters[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/[–—]/gu, '-')
    .replace(/[^\x20-\x7e]/gu, '');
  return /[A-Za-z0-9]/u.test(ascii) ? ascii : '';
}
