import type { z } from 'zod';
import { type LessonEffectName, lessonEffects } from '../../../wire/effects.ts';
import type { learningData } from '../../../wire/learning.ts';
import { apologyIn } from '../../turn/apology.ts';
import type { TurnRecord } from '../../turn/events.ts';
import type { LearningEvent } from '../learners/index.ts';
import { plainText } from './answer-text.ts';

/** A turn as its conversation keeps it. */
export interface EndedTurn {
  readonly id: string;
  readonly origin: string;
  readonly said: string;
  readonly replied: string;
  readonly outcome: string;
  readonly corrections: readonly object[];
  readonly effects: readonly { name: string; data: Record<string, unknown> }[];
  readonly record: TurnRecord | null;
  readonly createdAt: Date;
}

export interface Ended {
  readonly conversation: {
    readonly id: string;
    readonly sceneId: string;
    readonly language: string;
    readonly createdAt: Date;
  };
  readonly turns: readonly EndedTurn[];
}

type Kind = LearningEvent['kind'];
type Data<K extends Kind> = z.output<(typeof learningData)[K]>;
type Shown<N extends LessonEffectName> = z.output<(typeof lessonEffects)[N]>;

/** Longest name and text that the learning log takes. */
const NAME = 200;
const TEXT = 2_000;

/**
 * What ended turns add to the learning log. Pure, and every id is made of the turn's own, so that a turn written again adds
 * nothing but what is new in it. Texts of any length fit the log.
 */
export function eventsOf({ conversation, turns }: Ended): LearningEvent[] {
  return turns.flatMap((turn) => {
    const event = <K extends Kind>(kind: K, data: Data<K>, id = `${turn.id}/${kind}`, at = turn.createdAt) =>
      ({ id, at, kind, data }) as LearningEvent;
    const lesson = conversation.sceneId;
    const happened = stands(turn, conversation.language) ? effectsOf(turn) : [];
    const begun = happened.length > 0;
    return [
      // Whichever turn comes first says so; the others add nothing.
      ...(begun
        ? [event('lesson-started', startedIn(conversation), `${conversation.id}/started`, conversation.createdAt)]
        : []),
      ...talkOf(conversation.id, turn).map((data) => event('talk', data)),
      ...happened.flatMap((effect): LearningEvent[] => {
        switch (effect.name) {
          case 'progress':
            // Nothing is done yet where a lesson begins anew.
            return effect.data.done === 0 ? [event('lesson-started', startedIn(conversation))] : [];
          case 'feedback':
            return [
              event('answer', answerOf(conversation, effect.data)),
              ...wrongFormOf(lesson, effect.data).map((data) => event('corrected', data, `${turn.id}/corrected/w`)),
            ];
          case 'hint':
            return [event('hint', { lesson, exchange: cut(effect.data.exchange, NAME), level: effect.data.level })];
          case 'answer':
            return [event('answer-shown', { lesson, exchange: cut(effect.data.exchange, NAME) })];
          case 'summary':
            return effect.data.finished ? [event('lesson-finished', finishedOf(conversation, effect.data))] : [];
          default:
            return [];
        }
      }),
      ...findingsOf(turn, begun ? lesson : null).map((data, n) =>
        event('corrected', data, `${turn.id}/corrected/c${n + 1}`),
      ),
    ];
  });
}

type ShownEffect = { [N in LessonEffectName]: { name: N; data: Shown<N> } }[LessonEffectName];

/** Effects of another scene, or of an older version, are passed by. */
function effectsOf(turn: EndedTurn): ShownEffect[] {
  return turn.effects.flatMap(({ name, data }) => {
    if (!Object.hasOwn(lessonEffects, name)) return [];
    const known = name as LessonEffectName;
    const parsed = lessonEffects[known].safeParse(data);
    return parsed.success ? [{ name: known, data: parsed.data } as ShownEffect] : [];
  });
}

/** Whether the lesson moved on with the turn: not where the learner went on speaking, nor where nothing but an apology sounded. */
function stands({ outcome, origin, replied }: EndedTurn, language: string): boolean {
  if (outcome === 'skipped') return false;
  return outcome !== 'failed' || origin !== 'spoken' || !apologyIn(language).startsWith(replied);
}

const startedIn = ({ id, sceneId }: Ended['conversation']): Data<'lesson-started'> => ({
  lesson: sceneId,
  conversation: id,
});

function talkOf(conversation: string, { record }: EndedTurn): Data<'talk'>[] {
  if (!record) return [];
  const { speech_start: from, speech_end: to, heard_ms } = record;
  const spoke = from === undefined || to === undefined ? 0 : Math.max(0, to - from);
  const learner_ms = Math.round(spoke);
  const tutor_ms = Math.max(0, Math.round(heard_ms));
  return learner_ms + tutor_ms > 0 ? [{ conversation, learner_ms, tutor_ms }] : [];
}

function answerOf({ id, sceneId }: Ended['conversation'], shown: Shown<'feedback'>): Data<'answer'> {
  const { exchange, answer, language, verdict, how, attempt, hints, correction, words } = shown;
  return {
    conversation: id,
    lesson: sceneId,
    exchange: cut(exchange, NAME),
    text: cut(answer, TEXT),
    language,
    verdict,
    how,
    attempt,
    hints,
    shown: shown.shown,
    correction: correction && {
      said: correction.said,
      better: correction.better,
      why: correction.why,
      kind: correction.kind,
    },
    words: words.slice(0, 200).map(({ text, verdict: heard }) => ({ text: cut(text, 100), verdict: heard })),
  };
}

/** A known mistake is the same one wherever it leads to the same words for the same reason. */
function wrongFormOf(lesson: string, { correction, language }: Shown<'feedback'>): Data<'corrected'>[] {
  if (!correction || correction.id === '') return [];
  const { id, said, better, kind } = correction;
  const rule = `${kind}:${plainText(said, language)}`;
  return [fitting({ correction: id, lesson, rule, said, better, kind })];
}

function finishedOf({ id, sceneId }: Ended['conversation'], summary: Shown<'summary'>): Data<'lesson-finished'> {
  const { exchanges, first_try, with_help, shown, skipped, minutes } = summary;
  return { lesson: sceneId, conversation: id, exchanges, first_try, with_help, shown, skipped, minutes };
}

/** What the check found, as the conversation keeps it; one without a name is of an older version. */
function findingsOf(turn: EndedTurn, lesson: string | null): Data<'corrected'>[] {
  return turn.corrections.flatMap((kept) => {
    const { id, rule, kind, start, end, suggestions } = kept as Record<string, unknown>;
    if (typeof id !== 'string' || typeof rule !== 'string' || typeof kind !== 'string') return [];
    const said = turn.said.slice(Number(start), Number(end));
    const better = Array.isArray(suggestions) && typeof suggestions[0] === 'string' ? suggestions[0] : '';
    return [fitting({ correction: id, lesson, rule, said, better, kind })];
  });
}

/** As long as the log takes it. */
const fitting = (found: Data<'corrected'>): Data<'corrected'> => ({
  ...found,
  rule: cut(found.rule, NAME),
  said: cut(found.said, TEXT),
  better: cut(found.better, TEXT),
  kind: cut(found.kind, NAME),
});

const cut = (text: string, limit: number): string => text.slice(0, limit);
