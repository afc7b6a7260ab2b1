import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finderLevels, levelItems } from './level-items.ts';
import { type Asked, nextItem, placementOf } from './placement.ts';

/** Asks until it is over; `knows` says which levels are answered right. */
function find(language: 'pl' | 'en', knows: (level: string, n: number) => boolean): Asked[] {
  const asked: Asked[] = [];
  for (;;) {
    const item = nextItem(levelItems[language], asked);
    if (item === undefined) return asked;
    asked.push({ id: item.id, level: item.level, right: knows(item.level, asked.length) });
  }
}

describe.each(['pl', 'en'] as const)('the level finder for %s', (language) => {
  it('puts who knows nothing at the beginning, soon', () => {
    const asked = find(language, () => false);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(placementOf(asked)).toMatchObject({ from: 'A0', to: 'A0', right: 0 });
  });

  it('puts who knows everything at the top', () => {
    expect(placementOf(find(language, () => true))).toMatchObject({ from: 'B1', to: 'B1' });
  });

  it('finds who knows the first two levels', () => {
    const { from, to } = placementOf(find(language, (level) => level === 'A0' || level === 'A1'));
    expect([from, to]).toEqual(['A1', 'A1']);
  });

  it('asks at most ten questions, none twice, and ends with a range in order, whatever is answered', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (rights) => {
        const asked = find(language, (_, n) => rights[n] ?? false);
        expect(asked.length).toBeLessThanOrEqual(10);
        expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
        const { from, to, right, total } = placementOf(asked);
        expect(finderLevels.indexOf(from)).toBeLessThanOrEqual(finderLevels.indexOf(to));
        expect(right).toBeLessThanOrEqual(total);
      }),
    );
  });

  it('has a gap where one is to be filled, and choices that differ', () => {
    for (const { kind, text, choices } of levelItems[language]) {
      expect(text.includes('___')).toBe(kind === 'gap');
      expect(new Set(choices).size).toBe(choices.length);
    }
  });
});
