import { z } from 'zod';
import type { LanguageModel } from '../../ports/language-model/port.ts';
import type { Heard, Listening, ReplyPart, Scene } from '../../turn/scene.ts';
import { type CommandName, type Commands, commandPhrases } from '../lessons/index.ts';
import { askedOf, type LessonName, lessonAsked, saidTo } from './ask.ts';
import { freeTalkPrompt, linesIn, translateWish } from './prompt.ts';

/** Messages the model is given; older ones are forgotten. */
const MESSAGES = 10;
const MAX_TOKENS = 500;
const TEMPERATURE = 0.7;

const snapshotSchema = z.object({
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() })).max(MESSAGES),
});
type Message = z.infer<typeof snapshotSchema>['messages'][number];

export interface FreeTalkOptions {
  id: string;
  language: string;
  /** What the learner speaks. */
  from: string;
  model: LanguageModel;
  /** Whether this server hears free speech; where it does not, the scene says so. */
  dictation: boolean;
  commands: Commands;
  lessons: readonly LessonName[];
  /** An earlier snapshot; one that does not fit is put aside. */
  state?: unknown;
}

/** Free talk with a language model: its words are spoken as they come. */
export function freeTalkScene({
  id,
  language,
  from,
  model,
  dictation,
  commands,
  lessons,
  state,
}: FreeTalkOptions): Scene {
  const saved = snapshotSchema.safeParse(state);
  let messages: readonly Message[] = saved.success ? saved.data.messages : [];
  const lines = linesIn(language);
  const remember = (message: Message): void => {
    messages = [...messages, message].slice(-MESSAGES);
  };

  const last = (): string => messages.findLast(({ role }) => role === 'assistant')?.content ?? lines.opening;

  async function* opening({ id: wanted, title }: LessonName): AsyncGenerator<ReplyPart> {
    yield { kind: 'effect', name: 'open-lesson', data: { lesson: wanted, title } };
    yield { kind: 'text', text: `${lines.openLesson} ${title}.` };
  }

  async function* commanded(name: CommandName, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    const said = saidTo(name, language, last(), commands);
    if (said) {
      yield said;
      return;
    }
    const request = {
      system: freeTalkPrompt(language),
      messages: [
        { role: 'assistant' as const, content: last() },
        { role: 'user' as const, content: translateWish(from) },
      ],
      maxTokens: MAX_TOKENS,
      temperature: 0,
    };
    for await (const part of model.stream(request, signal)) {
      if (part.kind === 'text') yield { kind: 'text', text: part.text, language: from };
    }
  }

  async function* answer(heard: Heard, said: { reply: string }, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    const fixed = answerWithoutModel(heard, messages);
    if (fixed) {
      yield { kind: 'text', text: lines[fixed] };
      return;
    }
    const asked: readonly Message[] = [...messages, { role: 'user', content: heard.text }];
    const request = {
      system: freeTalkPrompt(language),
      messages: asked,
      maxTokens: MAX_TOKENS,
      temperature: TEMPERATURE,
    };
    for await (const part of model.stream(request, signal)) {
      if (part.kind !== 'text') continue;
      said.reply += part.text;
      yield { kind: 'text', text: part.text };
    }
  }

  return {
    id,
    language,
    async *open() {
      yield { kind: 'text', text: lines.opening };
      if (!dictation) yield { kind: 'text', text: ` ${lines.notHeard}` };
    },
    listen: (): Listening => ({
      language,
      phrases: [],
      commands: dictation ? [] : commandPhrases(commands, language),
      question: 'open',
      level: 'B1',
    }),
    reply(heard, signal) {
      const name = askedOf(commands, heard);
      if (name) {
        const commit = (): void => {
          if (name === 'restart') messages = [];
        };
        return { parts: commanded(name, signal), commit };
      }
      const lesson = lessonAsked(commands, lessons, heard);
      if (lesson) return { parts: opening(lesson), commit: () => undefined };
      const said = { reply: '' };
      let certain = false;
      const over = (): void => {
        if (!certain || said.reply === '') return;
        remember({ role: 'user', content: heard.text });
        remember({ role: 'assistant', content: said.reply });
      };
      return {
        parts: remembering(answer(heard, said, signal), over),
        commit: () => {
          certain = true;
        },
      };
    },
    snapshot: () => ({ messages }),
    close: () => undefined,
  };
}

/** What needs no model: nothing was understood, or a reply was asked for before anything was said. */
function answerWithoutModel(heard: Heard, messages: readonly Message[]): 'notHeard' | 'nothing' | undefined {
  if (heard.how === 'spoken' && heard.text === '') return 'notHeard';
  if (heard.how === 'asked' && messages.length === 0) return 'nothing';
  return heard.text.trim() === '' ? 'nothing' : undefined;
}

/** Passes the parts on and tells when they are over, however that came: what was said so far belongs to the talk. */
async function* remembering(parts: AsyncIterable<ReplyPart>, over: () => void): AsyncGenerator<ReplyPart> {
  try {
    yield* parts;
  } finally {
    over();
  }
}
