/** Phones that a word in its phrase may have more or fewer of than alone, before the two are taken for different words. */
const tolerance = 2;

/**
 * The phones of each of `words`, spoken as one phrase: neighbours change each other (`w porządku` begins with an f). Where the phrase has
 * fewer or other words than were asked (`of the` is said as one, `25` as two), each word is spoken alone.
 */
export function phonesOfWords(words: readonly string[], ipaOf: (text: string) => string): string[][] {
  const alone = words.map((word) => wordsOf(ipaOf(word)).flat());
  const phrase = wordsOf(ipaOf(words.join(' ')));
  const matches =
    phrase.length === words.length &&
    phrase.every((phones, at) => Math.abs(phones.length - (alone[at]?.length ?? 0)) <= tolerance);
  return matches ? phrase : alone;
}

/** Splits the engine's notation into words and phones; stress, language marks and joins are dropped. */
function wordsOf(ipa: string): string[][] {
  return ipa
    .replace(/\([a-z-]+\)/gu, ' ')
    .replace(/[ˈˌ]/gu, '')
    .split(/[\s|]+/u)
    .map((word) => word.split('_').filter((phone) => phone !== ''))
    .filter((phones) => phones.length > 0);
}
