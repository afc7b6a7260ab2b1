import type { Calibration } from '../../../wire/api/progress.ts';

/** One review that had a prediction: the chance of recall it was given, and how it went. */
export interface PredictedReview {
  predicted: number;
  recalled: boolean;
}

/** Fewer reviews than this say nothing. */
const ENOUGH = 50;
const edges = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1];

/** Predicted against observed recall. Who is told 90 % should remember nine in ten. */
export function calibrate(reviews: readonly PredictedReview[]): Calibration {
  const bins = edges.slice(0, -1).flatMap((from, index) => {
    const to = edges[index + 1] ?? 1;
    const within = reviews.filter(
      ({ predicted }) => predicted >= from && (predicted < to || (to === 1 && predicted <= 1)),
    );
    return within.length === 0 ? [] : [{ from, to, ...means(within), reviews: within.length }];
  });
  const all = reviews.length === 0 ? { predicted: null, observed: null } : means(reviews);
  return { reviews: reviews.length, enough: reviews.length >= ENOUGH, ...all, bins };
}

function means(reviews: readonly PredictedReview[]): { predicted: number; observed: number } {
  const n = reviews.length;
  return {
    predicted: Math.min(1, reviews.reduce((sum, { predicted }) => sum + predicted, 0) / n),
    observed: reviews.filter(({ recalled }) => recalled).length / n,
  };
}
