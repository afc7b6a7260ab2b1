/**
 * eSpeak's IPA in the phones of the American English model. A sound that English lacks becomes its nearest neighbours; where two are
 * as near, both are listed, the likelier first. A space joins the phones of one sound.
 */
const SOUNDS: Readonly<Record<string, readonly string[]>> = {
  // Vowels
  a: ['AA', 'AH'],
  ɐ: ['AH', 'AA'],
  ɑ: ['AA'],
  ɒ: ['AA', 'AO'],
  æ: ['AE'],
  ʌ: ['AH'],
  ə: ['AH', 'IH'],
  ɚ: ['ER'],
  ɜ: ['ER'],
  ɝ: ['ER'],
  ɘ: ['IH'],
  ɛ: ['EH'],
  e: ['EH', 'EY'],
  i: ['IY'],
  ɪ: ['IH'],
  ɨ: ['IH'],
  y: ['UW', 'IY'],
  ʏ: ['UH', 'IH'],
  o: ['AO', 'OW'],
  ɔ: ['AO', 'OW'],
  ɵ: ['UH'],
  u: ['UW'],
  ʉ: ['UW'],
  ɯ: ['UH', 'IH'],
  ʊ: ['UH'],
  ø: ['ER', 'UH'],
  œ: ['ER', 'EH'],
  ɤ: ['AH'],
  // Stops
  p: ['P'],
  b: ['B'],
  t: ['T'],
  d: ['D'],
  ʈ: ['T'],
  ɖ: ['D'],
  k: ['K'],
  ɡ: ['G'],
  g: ['G'],
  q: ['K'],
  c: ['K'],
  ɟ: ['G'],
  ʔ: [''],
  ɾ: ['R', 'D'],
  // Fricatives
  f: ['F'],
  v: ['V'],
  ɸ: ['F'],
  β: ['V', 'B'],
  θ: ['TH'],
  ð: ['DH'],
  s: ['S'],
  z: ['Z'],
  ʃ: ['SH'],
  ʒ: ['ZH'],
  ʂ: ['SH'],
  ʐ: ['ZH'],
  ɕ: ['SH'],
  ʑ: ['ZH'],
  ç: ['HH', 'SH'],
  ʝ: ['Y'],
  x: ['HH', 'K'],
  χ: ['HH'],
  ɣ: ['G', 'HH'],
  ʁ: ['R', 'HH'],
  ħ: ['HH'],
  ʕ: [''],
  h: ['HH'],
  ɦ: ['HH'],
  // The rest
  m: ['M'],
  ɱ: ['M'],
  n: ['N'],
  ɳ: ['N'],
  ɲ: ['N Y', 'N'],
  ŋ: ['NG'],
  r: ['R'],
  ɹ: ['R'],
  ɻ: ['R'],
  ʀ: ['R'],
  ɽ: ['R'],
  l: ['L'],
  ɫ: ['L'],
  ɭ: ['L'],
  ʎ: ['L Y', 'L'],
  ɬ: ['L', 'SH'],
  ɮ: ['L'],
  j: ['Y'],
  w: ['W'],
  ʍ: ['W'],
  ɥ: ['W'],
  ʋ: ['V'],
  // Two in one
  ts: ['T S'],
  dz: ['D Z'],
  tʃ: ['CH'],
  dʒ: ['JH'],
  tʂ: ['CH'],
  dʐ: ['JH'],
  tɕ: ['CH'],
  dʑ: ['JH'],
  pf: ['P F', 'F'],
  aɪ: ['AY'],
  aʊ: ['AW'],
  eɪ: ['EY'],
  oʊ: ['OW'],
  əʊ: ['OW'],
  ɔɪ: ['OY'],
  ɔø: ['OY'],
};

/** Alternatives kept for one word; past them the first choice of every further sound is taken. */
const MAX_PRONUNCIATIONS = 8;

/** Marks of length, tone, syllables and the like, which the model does not tell apart. The tilde of nasals and the cedilla of ç are kept. */
const MARKS = /[\p{Lm}\p{Sk}.‿'\-*0-9]|(?![\u0303\u0327])\p{M}/gu;

/** The ways to say a word of these IPA phones, as lists of the model's. Empty when nothing of it is known. */
export function modelPronunciations(ipa: readonly string[]): string[] {
  let sounds: string[] = [''];
  for (const phone of ipa) {
    const choices = modelPhones(phone);
    const wide = sounds.length * choices.length <= MAX_PRONUNCIATIONS ? choices : choices.slice(0, 1);
    sounds = sounds.flatMap((begun) => wide.map((choice) => `${begun} ${choice}`));
  }
  return [...new Set(sounds.map((sound) => sound.trim().replace(/\s+/g, ' ')))].filter((sound) => sound !== '');
}

/** The ways to say one phone; one empty way when it is silent or not known at all. */
function modelPhones(phone: string): readonly string[] {
  const plain = phone.normalize('NFD').replace(MARKS, '').normalize('NFC');
  const direct = SOUNDS[plain];
  if (direct) return direct;
  const nasal = plain.normalize('NFD').includes('\u0303');
  const letters = [...plain.normalize('NFD').replace(/\p{M}/gu, '')].join('');
  const whole =
    SOUNDS[letters] ??
    [...letters]
      .map((letter) => SOUNDS[letter]?.[0] ?? '')
      .join(' ')
      .trim();
  const base = typeof whole === 'string' ? [whole] : whole;
  return nasal ? base.flatMap((sound) => [`${sound} N`, sound]) : base;
}
