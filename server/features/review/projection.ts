import { localDay } from '../../kit/local-day.ts';
import type { AnyTransaction, LearnersFeature, LearningEvent, LearningEventOf, Projection } from '../learners/index.ts';
import type { Taught } from '../lessons/index.ts';
import { findByKey, itemKey, keyOf, type NewItem, putItems, usualKinds } from './items.ts';
import { plausibleTime } from './plausible-time.ts';
import { recount } from './recount.ts';
import { isReviewScene } from './review-scenes.ts';
import { type Queries, queriesOf } from './tables.ts';
import { type Evidence, evidenceOf, evidenceOfUse, talkReviewId } from './talk-evidence.ts';

export interface ProjectionDeps {
  settingsOf: LearnersFeature['settingsOf'];
  newId(prefix: string): string;
  now(): Date;
  /** What a lesson gives to keep; asked in the transaction that writes. */
  taught(lesson: string): Taught | undefined;
}

interface Logged {
  id: string;
  card: string;
  at: Date;
  rating: number;
  how: string;
  ms: number;
  source: 'review' | 'conversation';
  evidence?: { event: string; conversation: string | null };
}

const ofKind =
  <K extends LearningEvent['kind']>(kind: K) =>
  (event: LearningEvent): event is LearningEventOf<K> =>
    event.kind === kind;

/** Keeps the cards in step with the learning log. */
export function reviewProjection(deps: ProjectionDeps): Projection {
  return {
    name: 'review',
    async apply(tx, personId, events) {
      const on = queriesOf(tx);
      const answers = events.filter(ofKind('answer')).filter(({ data }) => !isReviewScene(data.lesson));
      const finished = events.filter(ofKind('lesson-finished')).filter(({ data }) => !isReviewScene(data.lesson));
      const used = events.filter(ofKind('used'));
      const reviews = events.filter(ofKind('review'));
      const undone = events.filter(ofKind('review-undone'));
      const spoken = events.filter(ofKind('pronunciation'));
      if ([answers, finished, used, reviews, undone, spoken].every(({ length }) => length === 0)) return;
      const settings = await deps.settingsOf(personId, tx as AnyTransaction);
      const day = (at: Date): string => localDay(at, settings.time_zone);

      await noteDone(on, personId, [
        ...finished.map(({ at, data }) => ({ day: day(at), part: 'dialogue' as const, what: data.lesson })),
        ...spoken.map(({ at, data }) => ({
          day: day(at),
          part: 'pronunciation' as const,
          what: keyOf(data.text, data.language),
        })),
      ]);
      const met = itemsOf(deps, answers, finished);
      if (met.length > 0) {
        const wanted = await notDismissed(on, personId, met);
        await putItems(on, personId, wanted, { newId: deps.newId, now: deps.now(), complete: false });
      }
      const talk = [
        ...answers.map((event) => ({ event, evidence: evidenceOf(event) })),
        ...used.map((event) => ({ event, evidence: evidenceOfUse(event) })),
      ].flatMap(({ event, evidence }) => (evidence ? [{ event, evidence }] : []));
      const logged = [...(await ofReviews(on, personId, reviews)), ...(await ofTalk(on, personId, talk))];
      const touched = new Set(logged.map(({ card }) => card));
      if (logged.length > 0) {
        await on
          .insertInto('review_log')
          .values(
            logged.map(({ id, card, at, rating, how, ms, source, evidence }) => ({
              person_id: personId,
              id,
              card_id: card,
              at: plausibleTime(at),
              rating,
              how,
              ms: Math.round(ms),
              source,
              day: day(at),
              retention: settings.desired_retention,
              evidence_event: evidence?.event ?? null,
              evidence_conversation: evidence?.conversation ?? null,
              counted: false,
              state_before: null,
              predicted: null,
              stability: null,
              difficulty: null,
              interval_days: null,
            })),
          )
          .onConflict((conflict) => conflict.columns(['person_id', 'id']).doNothing())
          .execute();
      }
      for (const card of await undo(on, personId, undone)) touched.add(card);
      await recount(on, personId, [...touched]);
    },
  };
}

/** Items of answers that were given or met, and of the words of lessons that were finished. */
function itemsOf(
  deps: ProjectionDeps,
  answers: readonly LearningEventOf<'answer'>[],
  finished: readonly LearningEventOf<'lesson-finished'>[],
): NewItem[] {
  const items = new Map<string, NewItem>();
  const add = (lesson: string, taught: Taught, text: string, translation: string, note = ''): void => {
    const item: NewItem = {
      text,
      language: taught.language,
      translation,
      translationLanguage: taught.from,
      note,
      source: 'lesson',
      lesson,
      cards: usualKinds(translation).map((kind) => ({ kind })),
    };
    const key = itemKey(item);
    if (key !== '' && !items.has(key)) items.set(key, item);
  };
  for (const { data } of answers) {
    const taught = data.text === '' ? undefined : deps.taught(data.lesson);
    if (!taught) continue;
    const key = keyOf(data.text, taught.language);
    const phrase = taught.phrases.find(({ text }) => keyOf(text, taught.language) === key);
    if (phrase) add(data.lesson, taught, phrase.text, phrase.translation);
  }
  for (const { data } of finished) {
    const taught = deps.taught(data.lesson);
    for (const word of taught?.words ?? [])
      if (taught) add(data.lesson, taught, word.text, word.translation, word.note);
  }
  return [...items.values()];
}

/** Without those that the learner has deleted: they come back only when the learner adds them. */
async function notDismissed(on: Queries, personId: string, items: readonly NewItem[]): Promise<NewItem[]> {
  const gone = await on
    .selectFrom('review_dismissed')
    .select(['language', 'key'])
    .where('person_id', '=', personId)
    .where(
      'key',
      'in',
      items.map((item) => keyOf(item.text, item.language)),
    )
    .execute();
  const dismissed = new Set(gone.map(({ language, key }) => `${language}:${key}`));
  return items.filter((item) => !dismissed.has(itemKey(item)));
}

async function ofReviews(
  on: Queries,
  personId: string,
  events: readonly LearningEventOf<'review'>[],
): Promise<Logged[]> {
  if (events.length === 0) return [];
  const known = await on
    .selectFrom('review_cards')
    .select('id')
    .where('person_id', '=', personId)
    .where(
      'id',
      'in',
      events.map(({ data }) => data.card),
    )
    .execute();
  const there = new Set(known.map(({ id }) => id));
  // A card may be gone by the time that a device tells of its review.
  return events
    .filter(({ data }) => there.has(data.card))
    .map(({ id, at, data }) => ({ id, at, ...data, source: 'review' as const }));
}

/** Talk speaks of what was produced: of the production card alone. */
async function ofTalk(
  on: Queries,
  personId: string,
  talk: readonly { event: LearningEvent; evidence: Evidence }[],
): Promise<Logged[]> {
  if (talk.length === 0) return [];
  const found = await findByKey(
    on,
    personId,
    talk.map(({ evidence }) => evidence),
  );
  if (found.length === 0) return [];
  const cards = await on
    .selectFrom('review_cards')
    .select(['id', 'item_id'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'production')
    .where(
      'item_id',
      'in',
      found.map(({ id }) => id),
    )
    .execute();
  const cardOf = new Map(
    found.map(({ id, language, key }) => [`${language}:${key}`, cards.find(({ item_id }) => item_id === id)?.id]),
  );
  return talk.flatMap(({ event, evidence }) => {
    const card = cardOf.get(itemKey(evidence));
    if (card === undefined) return [];
    return {
      id: talkReviewId(event),
      card,
      at: event.at,
      rating: evidence.rating,
      how: evidence.how,
      ms: 0,
      source: 'conversation' as const,
      evidence: { event: event.id, conversation: evidence.conversation },
    };
  });
}

/** Notes what is taken back, also where the review itself is still to come. Answers the cards it is about. */
async function undo(
  on: Queries,
  personId: string,
  events: readonly LearningEventOf<'review-undone'>[],
): Promise<readonly string[]> {
  if (events.length === 0) return [];
  const reviews = [...new Set(events.map(({ data }) => data.review))];
  await on
    .insertInto('review_undone')
    .values(reviews.map((review) => ({ person_id: personId, review })))
    .onConflict((conflict) => conflict.columns(['person_id', 'review']).doNothing())
    .execute();
  const rows = await on
    .selectFrom('review_log')
    .select('card_id')
    .where('person_id', '=', personId)
    .where('id', 'in', reviews)
    .execute();
  return rows.map(({ card_id }) => card_id);
}

async function noteDone(
  on: Queries,
  personId: string,
  done: readonly { day: string; part: 'dialogue' | 'pronunciation'; what: string }[],
): Promise<void> {
  if (done.length === 0) return;
  await on
    .insertInto('review_practice_done')
    .values(done.map((one) => ({ person_id: personId, ...one })))
    .onConflict((conflict) => conflict.columns(['person_id', 'day', 'part', 'what']).doNothing())
    .execute();
}
