export interface DiffPiece {
  kind: 'same' | 'missing' | 'extra';
  text: string;
}

/** Letters of `typed` against those of `answer`, whatever the case of each: the longest common ones stay. */
export function diffLetters(typed: string, answer: string): DiffPiece[] {
  const have = [...typed.trim()];
  const want = [...answer.trim()];
  const alike = (a: string | undefined, b: string | undefined): boolean => a?.toLowerCase() === b?.toLowerCase();
  // Length of the longest common run of the rests from (i, j); both are bounded by a card's 500 letters.
  const width = want.length + 1;
  const longest = new Uint16Array((have.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = have.length - 1; i >= 0; i--) {
    for (let j = want.length - 1; j >= 0; j--) {
      longest[i * width + j] = alike(have[i], want[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pieces: DiffPiece[] = [];
  const put = (kind: DiffPiece['kind'], text: string): void => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  let i = 0;
  let j = 0;
  while (i < have.length || j < want.length) {
    const [mine, theirs] = [have[i], want[j]];
    if (mine !== undefined && theirs !== undefined && alike(mine, theirs)) {
      put('same', theirs);
      i += 1;
      j += 1;
    } else if (theirs === undefined || (mine !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      put('extra', mine ?? '');
      i += 1;
    } else {
      put('missing', theirs);
      j += 1;
    }
  }
  return pieces;
}

/** Whether a letter-by-letter difference tells anything: of two quite other texts it would only be confetti. */
export function isNear(pieces: readonly DiffPiece[]): boolean {
  const length = (kind: DiffPiece['kind']): number =>
    pieces.reduce((sum, piece) => sum + (piece.kind === kind ? piece.text.length : 0), 0);
  return length('same') >= length('missing') + length('extra');
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim();

/** A grade by letters alone, for when no server is there to weigh the words. */
export function gradeByLetters(typed: string, answer: string): 1 | 2 | 3 {
  if (bare(typed) === bare(answer)) return 3;
  const pieces = diffLetters(bare(typed), bare(answer));
  const wrong = pieces.reduce((sum, { kind, text }) => sum + (kind === 'same' ? 0 : text.length), 0);
  return wrong <= Math.max(1, bare(answer).length / 8) ? 2 : 1;
}
