import type { MicrophoneTrouble } from '../../sdk/browser/microphone.ts';
import type { EndReason } from '../../sdk/realtime-client.ts';
import type { Feedback, Hint, Progress, Prompt, Summary, Translation } from '../../wire/effects.ts';
import type { ServerEvent } from '../../wire/realtime.ts';
import type { EffectEvent } from './talk-events.ts';

type EffectName = EffectEvent['type'] extends `tutor.${infer Name}` ? Name : never;
export type EffectOf<Name extends EffectName> = Extract<EffectEvent, { type: `tutor.${Name}` }>['data'];

export interface CaptionWord {
  text: string;
  startMs: number;
  endMs: number;
}

export interface TutorLine {
  kind: 'tutor';
  id: string;
  responseId: string;
  text: string;
  words: readonly CaptionWord[];
  /** Shown under the line once it is asked for. */
  translation: string;
  translationLanguage: string;
  translated: boolean;
  language: string;
  /** `open`: it is not over yet; the others are how it ended. */
  fate: 'open' | 'spoken' | 'interrupted' | 'failed' | 'skipped';
  /** Whether its sound has come and been played here, which ends later than its being sent. */
  sound: 'none' | 'playing' | 'played';
  /** What was heard of an interrupted line. */
  heardText: string;
}

export type Correction = Extract<ServerEvent, { type: 'tutor.correction' }>['findings'][number];

export interface LearnerLine {
  kind: 'learner';
  id: string;
  how: 'spoken' | 'typed';
  /** Partial until `settled`; empty when nothing was understood. */
  text: string;
  settled: boolean;
  verdict: 'heard' | 'unsure' | 'unknown' | undefined;
  feedback: Feedback | undefined;
  findings: readonly Correction[];
  /** Its sound, where the learner lets it be kept. */
  recording: EffectOf<'recording'> | undefined;
}

export interface HintLine {
  kind: 'hint';
  id: string;
  hint: Hint;
}

/** The tutor gave the answer away. */
export interface AnswerLine {
  kind: 'answer';
  id: string;
  answer: EffectOf<'answer'>;
}

/** A quiz stands on the path here. */
export interface QuizLine {
  kind: 'quiz';
  id: string;
  offer: EffectOf<'quiz'>;
}

export type Line = TutorLine | LearnerLine | HintLine | AnswerLine | QuizLine;

/** `shown`: the learner wants to see it without asking. */
export type KnownTranslation = Translation & { shown?: boolean };

export interface SceneInfo {
  id: string;
  title: string;
  language: string;
  level: string;
  from: string;
  description: string;
}

/** Where the microphone is: off by choice, being asked for, on, muted, or in trouble. */
export type MicrophoneState = 'off' | 'asking' | 'on' | 'muted' | MicrophoneTrouble;

export interface TalkState {
  /** Of the conversation on the server; undefined until it has begun. */
  id: string | undefined;
  connection: 'connecting' | 'open' | 'resuming' | 'ended';
  /** Why it ended, and the server's own words about it. */
  end: { reason: EndReason; message: string | undefined } | undefined;
  scene: SceneInfo | undefined;
  /** What the server can hear. */
  hearing: { dictation: boolean; languages: readonly string[] } | undefined;
  microphone: MicrophoneState;
  /** No sound can be played here. */
  silent: boolean;
  lines: readonly Line[];
  /** The learner is speaking now. */
  speech: boolean;
  /** A learner turn waits for its answer. */
  thinking: boolean;
  /** A reply is held while the learner may be interrupting. */
  ducked: boolean;
  prompt: Prompt | undefined;
  /** Translations that came before the line they belong to, by response. */
  translations: Readonly<Record<string, KnownTranslation>>;
  /** What a reply says in another language than the scene's (a hint, a translation), by response. */
  asides: Readonly<Record<string, { text: string; language: string }>>;
  progress: Progress | undefined;
  summary: Summary | undefined;
  /** How a task went that was said aloud. */
  task: EffectOf<'task-done'> | undefined;
  /** Another lesson that the learner asked for. */
  wanted: EffectOf<'open-lesson'> | undefined;
  /** The last error event that the person should know of. */
  trouble: string | undefined;
}

export const initialTalk: TalkState = {
  id: undefined,
  connection: 'connecting',
  end: undefined,
  scene: undefined,
  hearing: undefined,
  microphone: 'off',
  silent: false,
  lines: [],
  speech: false,
  thinking: false,
  ducked: false,
  prompt: undefined,
  translations: {},
  asides: {},
  progress: undefined,
  summary: undefined,
  task: undefined,
  wanted: undefined,
  trouble: undefined,
};

export type Phase =
  | 'connecting'
  | 'resuming'
  | 'hearing'
  | 'speaking'
  | 'thinking'
  | 'listening'
  | 'ready'
  | 'done'
  | 'ended';

/** What the person is told to be going on, in one word. */
export function phaseOf(state: TalkState): Phase {
  if (state.connection === 'ended') return state.summary === undefined ? 'ended' : 'done';
  if (state.connection !== 'open') return state.connection;
  if (state.speech) return 'hearing';
  if (!state.ducked && speakingLine(state) !== undefined) return 'speaking';
  if (state.thinking) return 'thinking';
  if (state.summary !== undefined) return 'done';
  return state.microphone === 'on' ? 'listening' : 'ready';
}

/** The tutor's line that is being said, or is about to be. */
export function speakingLine(state: TalkState): TutorLine | undefined {
  return state.lines.findLast(
    (line): line is TutorLine => line.kind === 'tutor' && (line.fate === 'open' || line.sound === 'playing'),
  );
}
