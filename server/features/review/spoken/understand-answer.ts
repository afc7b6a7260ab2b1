import type { Heard } from '../../../turn/scene.ts';
import {
  type CommandName,
  type Commands,
  commandOfPhrase,
  plainText,
  scoreTyped,
  type TypedScore,
  typedCommand,
} from '../../lessons/index.ts';
import type { AskedCard, ReviewState } from './review-state.ts';

export interface Told {
  how: 'spoken' | 'typed';
  heard: string;
  words: { text: string; verdict: 'good' | 'unsure' | 'missed' }[];
  score: TypedScore | undefined;
}

export type Input =
  | { kind: 'asked' }
  | { kind: 'command'; name: CommandName }
  | { kind: 'right' | 'close' | 'unsure' | 'near' | 'wrong' | 'missed'; told: Told };

/** The phrase of the card that is asked; those of others are `x:<n>`. */
export const ANSWER = 'a';
/** So many other cards are listened for: whoever says one of them has not said this one. */
const MOST_OTHERS = 8;

export function otherTexts(state: ReviewState): string[] {
  const current = state.cards[state.at];
  if (!current) return [];
  const plain = (card: AskedCard): string => plainText(card.text, card.language);
  const texts = new Map(
    [...state.cards.slice(state.at + 1), ...state.cards.slice(0, state.at)]
      .filter((card) => plain(card) !== plain(current))
      .map((card) => [plain(card), card.text]),
  );
  return [...texts.values()].slice(0, MOST_OTHERS);
}

const commandNamed = (commands: Commands, text: string): CommandName => typedCommand(commands, text) ?? 'help';

/** What a turn is to the card that is asked. Spoken turns are decided by the recogniser's phrase and verdicts alone. */
export function understandAnswer(commands: Commands, state: ReviewState, heard: Heard): Input {
  if (heard.how === 'asked') return { kind: 'asked' };
  if (heard.how === 'command') return { kind: 'command', name: commandNamed(commands, heard.text) };
  const current = state.cards[state.at];
  if (heard.how === 'typed') {
    const told: Told = { how: 'typed', heard: heard.text.trim(), words: [], score: undefined };
    const exact = current && plainText(heard.text, current.language) === plainText(current.text, current.language);
    const command = exact ? undefined : typedCommand(commands, heard.text);
    if (command) return { kind: 'command', name: command };
    if (!current || told.heard === '') return { kind: 'missed', told };
    const score = scoreTyped(heard.text, current.text, current.language);
    const kind = ({ exact: 'right', high: 'close', medium: 'near', low: 'wrong' } as const)[score.band];
    return { kind, told: { ...told, score } };
  }
  const id = heard.verdict === 'unknown' ? undefined : heard.phraseId;
  const words = heard.words.flatMap(({ text, verdict }) => (verdict ? [{ text, verdict }] : []));
  const missed = words.filter(({ verdict }) => verdict === 'missed').length;
  const sure = heard.verdict === 'heard' && missed * 2 <= words.length;
  const told: Told = { how: 'spoken', heard: heard.text, words, score: undefined };
  const nothing: Input = { kind: 'missed', told: { ...told, heard: '', words: [] } };
  if (id === undefined) return nothing;
  const command = commandOfPhrase(id);
  // What ends or passes over something must be heard for certain.
  if (command) return sure || (command !== 'stop' && command !== 'skip') ? { kind: 'command', name: command } : nothing;
  if (id !== ANSWER) return sure ? { kind: 'wrong', told } : nothing;
  if (!sure) return { kind: 'unsure', told };
  return { kind: missed > 0 ? 'close' : 'right', told };
}
