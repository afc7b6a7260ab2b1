import type { Heard, ReplyPart } from '../../turn/scene.ts';
import {
  type CommandName,
  type Commands,
  commandOfPhrase,
  findLesson,
  spokenName,
  typedCommand,
  typedLesson,
} from '../lessons/index.ts';
import { linesIn } from './prompt.ts';

/** What the learner asks of the tutor, where it is not part of the talk: "why?" and "what does it mean?" are for the model to answer. */
export function askedOf(commands: Commands, { how, text, verdict, phraseId }: Heard): CommandName | undefined {
  if (how === 'asked' || verdict === 'unknown') return undefined;
  const name = phraseId === undefined ? typedCommand(commands, text) : commandOfPhrase(phraseId);
  if (how === 'command') return name ?? 'help';
  return name === 'why' || name === 'meaning' ? undefined : name;
}

export interface LessonName {
  id: string;
  title: string;
}

/** The lesson that is asked for by its number, id or title; words after "lesson" that name none are part of the talk. */
export function lessonAsked(
  commands: Commands,
  lessons: readonly LessonName[],
  { how, text }: Heard,
): LessonName | undefined {
  const wanted = how === 'asked' ? undefined : typedLesson(commands, text);
  return wanted === undefined ? undefined : findLesson(lessons, wanted);
}

/** Commands that are named when help is asked for. */
const named: readonly CommandName[] = ['repeat', 'slower', 'translate', 'skip', 'restart', 'stop'];

/** The pace of what is said slowly. */
const slowly = 0.75;

/** What is said to a command that needs no model; undefined for one that does. `last` is what the tutor said before. */
export function saidTo(name: CommandName, language: string, last: string, commands: Commands): ReplyPart | undefined {
  const lines = linesIn(language);
  switch (name) {
    case 'repeat':
      return { kind: 'text', text: last };
    case 'slower':
      return { kind: 'text', text: last, speed: slowly };
    case 'help': {
      const list = named.map((one) => spokenName(commands, one, language).replace(/[.!?]+$/, '')).join(', ');
      return { kind: 'text', text: `${lines.help} ${list}.` };
    }
    case 'hint':
      return { kind: 'text', text: lines.hint };
    case 'skip':
      return { kind: 'text', text: lines.another };
    case 'restart':
      return { kind: 'text', text: lines.opening };
    case 'stop':
      return { kind: 'text', text: lines.bye };
    case 'translate':
    case 'meaning':
    case 'why':
      return undefined;
  }
}
