// SPDX-License-Identifier: Apache-2.0

const FIRST_MS = 250;
const MOST_MS = 5_000;

/** How long to wait before try `n` (from 0): twice as long each time, with a random part so that a crowd does not return at once. */
export function backoffMs(n: number, random: () => number = Math.random): number {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** n);
  return full / 2 + (full / 2) * random();
}
