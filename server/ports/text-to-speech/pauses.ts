import { VOICE_RATE } from './port.ts';
import type { SpeechPiece } from './speech-pieces.ts';

/** Silence after a piece at speed 1, milliseconds; what the synthesisers leave there themselves is cut or next to nothing. */
const pausesMs: Record<SpeechPiece['end'], number> = { sentence: 200, clause: 130, space: 0, text: 20 };

/** The silence that belongs after `piece`, so that one sentence does not run into the next. */
export function pauseAfter(piece: SpeechPiece, speed: number): Int16Array {
  return new Int16Array(Math.round((pausesMs[piece.end] * VOICE_RATE) / 1000 / speed));
}
