import type { Segment } from 'soundswallower';
import type { AlignedPhone, SpokenForm } from './protocol.ts';
import { goodnessOf, type ScoredWord, wordVerdict } from './verdict.ts';

/** Frames a second of the acoustic model. */
const FRAMES_PER_SECOND = 100;
/** Below this the engine prints 0. */
const FLOOR = 5e-4;
/** `p` is e to the ten-thousandth of a score, whose unit is 0.1024 nats. */
const NATS = 1_024;
const SILENCE = /^(SIL|\+)/;

/** Gives the aligned words their text back, silences left out, with the goodness of each phone. The aligned sound began at `fromMs`. */
export function scoreWords(alignment: readonly Segment[], words: readonly SpokenForm[], fromMs: number): ScoredWord[] {
  return alignment
    .filter((segment) => !segment.t.startsWith('<') && !segment.t.startsWith('['))
    .map((segment, at) => {
      const phones = (segment.w ?? [])
        .filter((phone) => !SILENCE.test(phone.t))
        .map((phone) => scorePhone(phone, fromMs));
      return {
        text: words[at]?.text ?? '',
        ...times(segment, fromMs),
        verdict: wordVerdict(goodnessOf({ phones })),
        phones,
      };
    });
}

function scorePhone(phone: Segment, fromMs: number): AlignedPhone {
  const frames = Math.max(1, Math.round(phone.d * FRAMES_PER_SECOND));
  // Never a negative zero, which looks odd on a wire.
  const goodness = Math.min(0, (Math.log(Math.max(phone.p, FLOOR)) * NATS) / frames) || 0;
  return { phone: phone.t, ...times(phone, fromMs), goodness };
}

function times({ b, d }: Segment, fromMs: number): { startMs: number; endMs: number } {
  return { startMs: fromMs + Math.round(b * 1_000), endMs: fromMs + Math.round((b + d) * 1_000) };
}
