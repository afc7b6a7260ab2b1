import type { z } from 'zod';
import { type LessonEffectName, lessonEffects } from '../../../wire/effects.ts';
import type { HeardWord } from '../../ports/speech-to-text/port.ts';
import type { Heard, ReplyPart, Scene } from '../../turn/scene.ts';

/** What the tutor answered to one turn: its words and its effects, each checked against the wire's schema. */
export interface Answered {
  /** All that was said, in one line. */
  text: string;
  spoken: readonly { text: string; language: string | undefined; speed: number | undefined }[];
  names: readonly string[];
  effect<N extends LessonEffectName>(name: N): z.output<(typeof lessonEffects)[N]> | undefined;
}

/** A learner who talks to a scene: speaks phrases it expects, mumbles, types, presses buttons. */
export interface FakeLearner {
  open(): Promise<Answered>;
  /** Heard for sure; `text` must be one of the phrases that the scene listens for. */
  says(text: string, words?: readonly HeardWord[]): Promise<Answered>;
  /** Perhaps heard. */
  mumbles(text: string): Promise<Answered>;
  /** None of the phrases. */
  babbles(): Promise<Answered>;
  types(text: string): Promise<Answered>;
  presses(command: string): Promise<Answered>;
  hears(heard: Partial<Heard>): Promise<Answered>;
}

export function fakeLearner(scene: Scene): FakeLearner {
  const hears = async (heard: Partial<Heard>): Promise<Answered> => {
    const { signal } = new AbortController();
    const reply = scene.reply(
      { how: 'spoken', text: '', verdict: 'unknown', words: [], tentative: false, ...heard },
      signal,
    );
    const answered = await collect(reply.parts);
    reply.commit();
    return answered;
  };
  const phraseOf = (text: string): { id: string; text: string } => {
    const { phrases, commands } = scene.listen();
    const phrase = [...phrases, ...commands].find((one) => one.text === text);
    if (!phrase) throw new Error(`not expected now: ${text}; but: ${phrases.map((one) => one.text).join(' | ')}`);
    return phrase;
  };
  return {
    hears,
    open: () => collect(scene.open(new AbortController().signal)),
    async says(text, words = []) {
      return hears({ verdict: 'heard', text, phraseId: phraseOf(text).id, words });
    },
    async mumbles(text) {
      return hears({ verdict: 'unsure', text, phraseId: phraseOf(text).id });
    },
    babbles: () => hears({ verdict: 'unknown' }),
    types: (text) => hears({ how: 'typed', verdict: 'heard', text }),
    presses: (command) => hears({ how: 'command', verdict: 'heard', text: command }),
  };
}

async function collect(parts: AsyncIterable<ReplyPart>): Promise<Answered> {
  const effects: { name: string; data: unknown }[] = [];
  const spoken: { text: string; language: string | undefined; speed: number | undefined }[] = [];
  for await (const part of parts) {
    if (part.kind === 'text') spoken.push({ text: part.text.trim(), language: part.language, speed: part.speed });
    else {
      const schema = Object.entries(lessonEffects).find(([name]) => name === part.name)?.[1];
      if (!schema) throw new Error(`no such effect: ${part.name}`);
      effects.push({ name: part.name, data: schema.parse(part.data) });
    }
  }
  return {
    text: spoken.map(({ text }) => text).join(' '),
    spoken,
    names: effects.map(({ name }) => name),
    effect<N extends LessonEffectName>(name: N) {
      const found = effects.find((one) => one.name === name);
      return found && (lessonEffects[name].parse(found.data) as z.output<(typeof lessonEffects)[N]>);
    },
  };
}
