import type { ChatReply, OldReply } from '../../../wire/chat.ts';
import { type Feedback, lessonEffects } from '../../../wire/effects.ts';
import type { ReplyPart } from '../../turn/scene.ts';

export interface Said {
  text: string;
  language: string;
  speed: number;
}

/** What a scene answered, as far as it has come. */
export interface Collected {
  parts: readonly Said[];
  effects: readonly { name: string; data: Record<string, unknown> }[];
}

export const nothingYet: Collected = { parts: [], effects: [] };

export function withPart(before: Collected, part: ReplyPart, language: string): Collected {
  if (part.kind === 'effect') {
    return { ...before, effects: [...before.effects, { name: part.name, data: part.data }] };
  }
  const said: Said = { text: part.text, language: part.language ?? language, speed: part.speed ?? 1 };
  const last = before.parts.at(-1);
  // A scene streams pieces of any size; those of one language and pace belong together.
  if (!last || last.language !== said.language || last.speed !== said.speed) {
    return { ...before, parts: [...before.parts, said] };
  }
  return { ...before, parts: [...before.parts.slice(0, -1), { ...last, text: last.text + said.text }] };
}

/** Where the talk stands after these effects. */
export function standing(
  { effects }: Collected,
  before: { exchange: string | null; finished: boolean },
): { exchange: string | null; finished: boolean } {
  return effects.reduce((now, { name, data }) => {
    if (name === 'summary') return { exchange: null, finished: true };
    if (name !== 'prompt') return now;
    const prompt = lessonEffects.prompt.safeParse(data);
    return { exchange: prompt.success ? prompt.data.exchange : now.exchange, finished: false };
  }, before);
}

export function feedbackOf(effects: Collected['effects']): Feedback | null {
  const found = effects.findLast(({ name }) => name === 'feedback');
  return lessonEffects.feedback.safeParse(found?.data).data ?? null;
}

export function chatReplyOf(
  collected: Collected,
  about: Pick<ChatReply, 'session_id' | 'turn_id' | 'lesson_id' | 'corrections' | 'audio_job_id' | 'created_at'> & {
    exchange: string | null;
    finished: boolean;
  },
): ChatReply {
  const { exchange, finished, ...told } = about;
  const parts = collected.parts
    .map(({ text, language }) => ({ text: text.trim(), language }))
    .filter(({ text }) => text !== '');
  const feedback = feedbackOf(collected.effects);
  return {
    ...told,
    text: parts.map(({ text }) => text).join(' '),
    parts,
    feedback,
    score: feedback?.score ?? null,
    next_dialogue: exchange,
    finished,
    effects: [...collected.effects],
  };
}

const grades: Readonly<Record<Feedback['verdict'], 'high' | 'medium' | 'low'>> = {
  'right': 'high',
  'close': 'high',
  'unsure': 'medium',
  'wrong-form': 'medium',
  'wrong': 'low',
  'not-understood': 'low',
};

/** From here on a wrong answer was near, and the earlier tutor asked for it once more. */
const NEAR = 0.6;

const gradeOf = ({ verdict, score }: Feedback): 'high' | 'medium' | 'low' =>
  verdict === 'wrong' && score !== null && score >= NEAR ? 'medium' : grades[verdict];

/** The same reply as the earlier tutor told it. */
export function oldReplyOf({ text, feedback, score, effects, next_dialogue, audio_job_id }: ChatReply): OldReply {
  const hint = effects.findLast(({ name }) => name === 'hint')?.data.text;
  const shown = effects.some(({ name }) => name === 'answer');
  return {
    reply_text: text,
    score,
    feedback_type: feedback && gradeOf(feedback),
    hint: feedback?.hint || (typeof hint === 'string' ? hint : ''),
    grammar_explanation: feedback?.correction?.why ?? '',
    audio: audio_job_id === null ? [] : [soundUrl(audio_job_id)],
    next_dialogue_id: next_dialogue,
    show_answer: shown,
    expected_phrase: feedback?.answer || (feedback?.expected[0] ?? ''),
    dialogue_id: feedback?.exchange ?? next_dialogue,
  };
}

export const soundUrl = (job: string): string => `/api/tts/audio/${job}`;
