import type { ScriptedClient } from './scripted-tutor.ts';

const RATE = 24_000;

/** A hum of `ms`, as base64 PCM16 at 24 kHz: something to be heard. */
export function hum(ms: number): string {
  const samples = Int16Array.from(
    { length: (RATE * ms) / 1000 },
    (_, i) => 3000 * Math.sin((2 * Math.PI * 200 * i) / RATE),
  );
  return Buffer.from(samples.buffer).toString('base64');
}

export function greet(client: ScriptedClient, scene: object, languages: readonly string[] = ['en', 'pl']): void {
  client.send({
    type: 'tutor.session',
    conversation_id: 'c1',
    token: 'secret',
    resume_window_ms: 60_000,
    resumed: false,
    missed: 0,
    scene,
    hearing: { dictation: false, languages },
  });
}

export interface TutorSays {
  n: number;
  text: string;
  translation?: string;
  language?: string;
  translationLanguage?: string;
  wordMs?: number;
  /** `false`: the reply stays open. */
  ends?: boolean;
  /** Learner's item that the effects of this reply belong to. */
  effects?: { type: string; item_id?: string | null; data: object }[];
}

/** One reply as the real server sends it: text, caption times and sound ahead of the ear, and its end. */
export function tutorSays(client: ScriptedClient, line: TutorSays): void {
  const of = { response_id: `resp_${line.n}`, item_id: `tutor_${line.n}`, output_index: 0, content_index: 0 };
  const words = line.text.split(' ');
  const wordMs = line.wordMs ?? 260;
  const item = {
    id: of.item_id,
    object: 'realtime.item',
    type: 'message',
    status: 'in_progress',
    role: 'assistant',
    content: [],
  };
  for (const effect of line.effects ?? []) {
    client.send({ type: effect.type, response_id: of.response_id, item_id: effect.item_id ?? null, data: effect.data });
  }
  if (line.translation !== undefined) {
    const prompt = {
      exchange: `e${line.n}`,
      text: line.text,
      translation: line.translation,
      n: line.n,
      total: 8,
      language: line.language ?? 'en',
      translation_language: line.translationLanguage ?? 'pl',
    };
    client.send({ type: 'tutor.prompt', response_id: of.response_id, item_id: null, data: prompt });
  }
  client.send({ type: 'response.output_item.added', response_id: of.response_id, output_index: 0, item });
  client.send({ type: 'response.output_audio_transcript.delta', ...of, delta: line.text });
  const captions = words.map((text, i) => ({ text, start_ms: i * wordMs, end_ms: (i + 1) * wordMs }));
  client.send({ type: 'tutor.caption', response_id: of.response_id, item_id: of.item_id, words: captions });
  for (let i = 0; i < words.length; i++)
    client.send({ type: 'response.output_audio.delta', ...of, delta: hum(wordMs) });
  if (line.ends === false) return;
  client.send({ type: 'response.output_audio.done', ...of });
  const ended = { response_id: of.response_id, item_id: of.item_id, outcome: 'spoken' };
  client.send({ type: 'tutor.turn.ended', ...ended, heard_text: line.text, heard_ms: words.length * wordMs });
}

/** A spoken learner turn that was understood as `text`. */
export function learnerSays(
  client: ScriptedClient,
  id: string,
  text: string,
  heard: 'heard' | 'unsure' | 'unknown' = 'heard',
): void {
  client.send(
    { type: 'input_audio_buffer.speech_started', item_id: id, audio_start_ms: 0 },
    { type: 'tutor.partial', item_id: id, text: text.split(' ').slice(0, 2).join(' ') },
    { type: 'input_audio_buffer.speech_stopped', item_id: id, audio_end_ms: 900 },
    { type: 'input_audio_buffer.committed', item_id: id, previous_item_id: null },
    { type: 'tutor.heard', item_id: id, heard, transcript: text, words: [] },
  );
}

/** Feedback with everything that a test does not care about filled in. */
export function feedback(fields: object): object {
  return {
    verdict: 'right',
    how: 'spoken',
    exchange: 'e1',
    attempt: 1,
    heard: '',
    answer: '',
    expected: [],
    focus_word: null,
    correction: null,
    alignment: [],
    error_type: null,
    recommendation: 'proceed',
    self_repaired: false,
    hints: 0,
    shown: false,
    hint: '',
    score: null,
    words: [],
    language: 'en',
    ...fields,
  };
}
