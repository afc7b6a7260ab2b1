/**
 * What of a written reply is said aloud: markdown marks, emoji, links' addresses and stage directions are not. Works on one
 * sentence; a reply that is all marks becomes empty.
 */
export function speakable(text: string): string {
  return text
    .replace(/(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200D|\uFE0F|\u20E3)+/gu, ' ')
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}\s+|>\s+|[-*+•]\s+|\d{1,2}[.)]\s+(?=\p{L}))/gmu, '')
    .replace(/^\s*(?:[-*_]\s*){3,}$/gm, '')
    .trim()
    .replace(STAGE_DIRECTION, ' ')
    .replace(/(\*\*\*|\*\*|\*|__|~~|`)(?=\S)([^*`~]*?\S)\1/g, '$2')
    .replace(/(^|[\s(])_(\S(?:[^_]*\S)?)_(?=$|[\s.,!?;:)])/g, '$1$2')
    .replace(/[*`#~]+/g, '')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/\s+([.,!?;:…])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * A direction is what stands alone between stars or brackets: `*smiles warmly*` where a sentence begins, `[laughs]`, `(wzdycha)`.
 * A starred word inside a sentence is emphasis, and is said. Digits and the © ® ™ signs are pictographs to Unicode, not to us.
 */
const STAGE_DIRECTION =
  /(?:^|(?<=[.!?…]\s))\*(?!\*)\p{Ll}[^*]{2,60}\*(?!\*)|\[(?!\d)\p{Ll}[^\]]{2,60}\]|\((?:laughs?|laughing|smiles?|smiling|sighs?|pauses?|nods?|whispers?|chuckles?|śmieje się|śmiech|uśmiecha się|wzdycha|pauza|kiwa głową|szeptem)(?: [^)]{0,40})?\)/gu;

/** Whether there is anything to say: a letter or a digit. */
export function hasSound(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
