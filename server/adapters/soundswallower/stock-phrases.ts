import type { PreparedPhrase } from './protocol.ts';

/**
 * Phrases that nobody is expected to say. They stand for everything else where few phrases are expected: what fits one of them better is
 * none of the expected, and the goodness of a phrase is measured against more sounds than its own. Between them they hold every phone of
 * the model, in short and long words; the sounds are written out, so that they serve every language.
 */
const SOUNDS: readonly (readonly string[])[] = [
  ['DH IY', 'OW L D', 'B OY', 'JH OY N D', 'AW ER', 'K W AY AH T', 'SH OW'],
  ['M EH ZH ER', 'IY CH', 'Y EH L OW', 'F IH SH', 'W AH N S'],
  ['HH AW', 'S UW N', 'K UH D', 'Z IY B R AH Z', 'V AE N IH SH'],
  ['TH R IY', 'L AA NG', 'R OW D Z', 'G OW', 'N AO R TH'],
  ['P UH T', 'DH AE T', 'CH EH R', 'AH W EY', 'JH AA N'],
  ['M AO R', 'P AH Z AH L Z', 'T UH K', 'AH S', 'HH OW M'],
  ['EH V R IY', 'AH DH ER', 'Y IH R', 'S N OW', 'F AO L Z', 'L EY T'],
];

/** Phrases that a decoder listens for at least, expected and stock together. */
const AT_LEAST = 8;

const STOCK: readonly PreparedPhrase[] = SOUNDS.map((words, at) => ({
  id: `stock-${at}`,
  text: '',
  words: words.map((sound) => ({ text: '', pronunciations: [sound] })),
}));

/** The expected phrases, and after them as many stock phrases as make eight in all. */
export function withStock(expected: readonly PreparedPhrase[]): readonly PreparedPhrase[] {
  return [...expected, ...STOCK.slice(0, Math.max(0, AT_LEAST - expected.length))];
}
