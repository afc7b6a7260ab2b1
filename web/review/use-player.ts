import { useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef, useState } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { call, Unreachable } from '../api/call.ts';
import { useTroubleText } from '../design/loading-words.ts';
import { toast } from '../design/toasts.tsx';
import { newEventId, queueEvent } from '../offline/event-queue.ts';
import { forgetAnswered, noteAnswered } from './answered-offline.ts';
import { facesOf } from './card-faces.ts';
import { beginPlayer, type Grade, type PlayerState, reducePlayer } from './player-state.ts';
import { sendAnswer, takeBack } from './send-answer.ts';
import { gradeByLetters } from './typed-diff.ts';
import { useReviewWords } from './words.ts';

export interface Player {
  state: PlayerState;
  /** Cards that this session began with, and those that came back in it. */
  total: number;
  began: number;
  /** Some answers wait on this device. */
  kept: boolean;
  checking: boolean;
  reveal(): void;
  check(text: string): Promise<void>;
  grade(grade: Grade): void;
  undo(): void;
  bury(): void;
  suspend(): void;
}

/** One session of review: what is on the table, and the answers on their way to the server. */
export function usePlayer(cards: readonly ReviewCard[]): Player {
  const t = useReviewWords();
  const say = useTroubleText();
  const client = useQueryClient();
  const [state, act] = useReducer(reducePlayer, cards, beginPlayer);
  const [kept, setKept] = useState(false);
  const [checking, setChecking] = useState(false);
  const [began] = useState(() => Date.now());
  const shownAt = useRef(began);
  const spent = useRef(0);
  // One after another: an undo must not overtake the answer that it takes back.
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const card = state.ahead[0];

  const inTurn = (work: () => Promise<void>): void => {
    line.current = line.current
      .then(work)
      .catch((error: unknown) => toast({ text: say(error), tone: 'trouble' }))
      .finally(() => void client.invalidateQueries({ queryKey: ['GET /v1/review/stats'] }));
  };
  const keep: typeof queueEvent = (event) => {
    setKept(true);
    queueEvent(event);
  };
  const reveal = (): void => {
    spent.current = Date.now() - shownAt.current;
    act({ type: 'revealed' });
  };
  const check = async (text: string): Promise<void> => {
    if (card === undefined || checking) return;
    spent.current = Date.now() - shownAt.current;
    setChecking(true);
    try {
      const answer = await call('POST /v1/review/cards/:id/typed', {
        params: { id: card.id },
        body: { text, ms: spent.current, record: false },
      });
      const grade = Math.min(4, Math.max(1, answer.rating)) as Grade;
      act({ type: 'revealed', typed: { text, grade, exact: answer.band === 'exact', local: false } });
    } catch (error) {
      if (!(error instanceof Unreachable)) toast({ text: say(error), tone: 'trouble' });
      const grade = gradeByLetters(text, facesOf(card).answer.text);
      act({ type: 'revealed', typed: { text, grade, exact: grade === 3, local: true } });
    } finally {
      setChecking(false);
    }
  };
  const grade = (given: Grade): void => {
    if (card === undefined || !state.revealed) return;
    const answer = {
      event: newEventId(),
      card: card.id,
      grade: given,
      how: state.typed === undefined ? 'button' : 'typed',
      ms: Math.round(spent.current),
      at: new Date().toISOString(),
    } as const;
    act({ type: 'graded', grade: given, event: answer.event });
    shownAt.current = Date.now();
    inTurn(async () => {
      const sent = await sendAnswer(answer, keep);
      if (sent.card === undefined) noteAnswered(card.id, given);
      if (sent.leech) toast({ text: t('player.leech', { text: card.item.text }) });
      // Offline a card that was not known is asked once more, as it is.
      const again = given === 1 ? { ...card, due: answer.at } : undefined;
      const next = sent.card ?? again;
      if (next !== undefined) act({ type: 'scheduled', card: next, now: Date.now() });
    });
  };
  const undo = (): void => {
    const last = state.answered.at(-1);
    if (last === undefined) return;
    act({ type: 'undone' });
    shownAt.current = Date.now();
    forgetAnswered(last.card.id);
    inTurn(() => takeBack(last.event, new Date().toISOString(), keep));
    toast({ text: t('player.undone') });
  };
  const putAside = (body: { suspended: true } | { buried: true }, text: string): void => {
    if (card === undefined) return;
    act({ type: 'aside' });
    shownAt.current = Date.now();
    const { id } = card;
    inTurn(async () => {
      await call('PATCH /v1/review/cards/:id', { params: { id }, body });
      toast({ text });
    });
  };
  return {
    state,
    total: state.answered.length + state.ahead.length,
    began,
    kept,
    checking,
    reveal,
    check,
    grade,
    undo,
    bury: () => putAside({ buried: true }, t('player.buried')),
    suspend: () => putAside({ suspended: true }, t('player.suspended')),
  };
}
