import type { StreakHistory } from './streak.ts';

/** All that badges are given for. Times in order, each of a thing that counts. */
export interface Deeds {
  firstSpokenReply: Date | undefined;
  lessonsCompleted: readonly Date[];
  perfectLessons: readonly Date[];
  phrasesMastered: readonly Date[];
  errorsCured: readonly Date[];
  reviews: { count: number; hundredth: Date | undefined; thousandth: Date | undefined };
  days: readonly { day: string; xp: number; learnerMs: number; firstAt: Date; lastAt: Date }[];
  streak: Pick<StreakHistory, 'longest' | 'reached'>;
}

export interface BadgeNow {
  id: string;
  earnedAt: Date | null;
  have: number;
  need: number;
}

const HOUR_MS = 3_600_000;

/** The closed list. Each follows from the log alone, so it does not matter in which order that arrived. */
export function badgesOf(deeds: Deeds): BadgeNow[] {
  const { lessonsCompleted, phrasesMastered, errorsCured, reviews, streak } = deeds;
  const firstAtOf = new Map(deeds.days.map(({ day, firstAt }) => [day, firstAt]));
  const nth = (id: string, times: readonly Date[], need: number): BadgeNow => ({
    id,
    earnedAt: times[need - 1] ?? null,
    have: Math.min(times.length, need),
    need,
  });
  const inRow = (id: string, need: number): BadgeNow => {
    const day = streak.reached(need);
    return {
      id,
      earnedAt: (day === undefined ? undefined : firstAtOf.get(day)) ?? null,
      have: Math.min(streak.longest, need),
      need,
    };
  };
  const inAll = (id: string, need: number, of: (day: Deeds['days'][number]) => number): BadgeNow => {
    let have = 0;
    for (const day of deeds.days) {
      have += of(day);
      if (have >= need) return { id, earnedAt: day.lastAt, have: need, need };
    }
    return { id, earnedAt: null, have: Math.floor(have), need };
  };
  const reviewed = (id: string, need: number, earned: Date | undefined): BadgeNow => ({
    id,
    earnedAt: earned ?? null,
    have: Math.min(reviews.count, need),
    need,
  });
  return [
    nth('first-spoken-reply', deeds.firstSpokenReply ? [deeds.firstSpokenReply] : [], 1),
    nth('first-lesson', lessonsCompleted, 1),
    nth('ten-lessons', lessonsCompleted, 10),
    nth('perfect-lesson', deeds.perfectLessons, 1),
    nth('ten-phrases', phrasesMastered, 10),
    nth('hundred-phrases', phrasesMastered, 100),
    nth('first-cure', errorsCured, 1),
    nth('ten-cures', errorsCured, 10),
    reviewed('hundred-reviews', 100, reviews.hundredth),
    reviewed('thousand-reviews', 1_000, reviews.thousandth),
    inRow('week', 7),
    inRow('month', 30),
    inRow('hundred-days', 100),
    inAll('hour-spoken', 60, ({ learnerMs }) => (learnerMs * 60) / HOUR_MS),
    inAll('thousand-points', 1_000, ({ xp }) => xp),
  ];
}
