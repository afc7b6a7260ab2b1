/**
 * `text` with everything that the engine would read as markup or as phoneme codes put out of action. Its length in UTF-16 units and the
 * place of every word stay the same.
 */
export function plainText(text: string): string {
  return text
    .replace(/[<>\p{Cc}]/gu, ' ')
    .replace(/&(?=#?\w{1,31};)/gu, ' ')
    .replace(/\[(?=\[)/gu, ' ')
    .replace(/\p{Extended_Pictographic}|[\u200d\ufe0f]/gu, (found) => ' '.repeat(found.length));
}
