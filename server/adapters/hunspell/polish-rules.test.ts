import { describe, expect, test } from 'vitest';
import { applyPhraseRules } from '../../ports/grammar/phrase-rule.ts';
import { correctPolish } from './correct-polish.ts';
import { polishRules } from './polish-rules.ts';

/** For each rule: wrong sentences with the right ones, and correct sentences that look alike. */
const cases: Record<string, { hits: [wrong: string, right: string][]; misses: string[] }> = {
  'ja-trzecia': {
    hits: [
      ['Ja jest z Anglii.', 'Ja jestem z Anglii.'],
      ['ja nie rozumie', 'ja nie rozumiem'],
    ],
    misses: ['To nie ja ma na myśli.', 'On wie więcej niż ja je.', 'Ja mam psa.'],
  },
  'ja-bezokolicznik': {
    hits: [['Ja mieszkać w Londynie.', 'Ja mieszkam w Londynie.']],
    misses: ['Ja iść nie chcę.', 'Ja mieć będę.'],
  },
  'ty-jest': { hits: [['Czy ty jest Polakiem?', 'Czy ty jesteś Polakiem?']], misses: ['Kto ty jesteś?'] },
  'my-jest': { hits: [['My jest z Polski.', 'My jesteśmy z Polski.']], misses: ['My jesteśmy z Polski.'] },
  'nie-mam': { hits: [['Nie mam czas.', 'Nie mam czasu.']], misses: ['Mam czas.', 'Nie mam czasu.'] },
  'do-mianownik': { hits: [['Idę do sklep.', 'Idę do sklepu.']], misses: ['Idę do sklepu.', 'Idę do domu.'] },
  'z-mianownik': {
    hits: [['Kawa z mleko, proszę.', 'Kawa z mlekiem, proszę.']],
    misses: ['Kawa z mlekiem.', 'z mlekowozu'],
  },
  'bez-mianownik': { hits: [['Herbata bez cukier.', 'Herbata bez cukru.']], misses: ['Herbata bez cukru.'] },
  'dwa-dwie': { hits: [['Poproszę dwa kawy.', 'Poproszę dwie kawy.']], misses: ['Poproszę dwie kawy.', 'dwa koty'] },
  'dwie-dwa': { hits: [['dwie bilety', 'dwa bilety']], misses: ['dwie kawy', 'dwa bilety'] },
  'piec-mianownik': { hits: [['Poproszę pięć kawy.', 'Poproszę pięć kaw.']], misses: ['pięć kaw', 'dwie kawy'] },
  'dwa-zlotych': {
    hits: [['To kosztuje dwa złotych.', 'To kosztuje dwa złote.']],
    misses: ['dwa złote', 'dwadzieścia złotych', 'dwa złotych zegarków'],
  },
  'jestem-lat': {
    hits: [
      ['Jestem 20 lat.', 'Mam 20 lat.'],
      ['jestem dwadzieścia lat', 'mam dwadzieścia lat'],
    ],
    misses: ['Jestem 2 lata starszy.', 'Jestem dwa lata w Polsce.'],
  },
  'czekam-dla': {
    hits: [['Czekam dla ciebie.', 'Czekam na ciebie.']],
    misses: ['Czekam na ciebie.', 'To jest dla ciebie.'],
  },
  'slucham-do': { hits: [['Słucham do muzyki.', 'Słucham muzyki.']], misses: ['Słucham radia do snu.'] },
  'dzwonie-ciebie': {
    hits: [['Zadzwonię ciebie jutro.', 'Zadzwonię do ciebie jutro.']],
    misses: ['Zadzwonię do ciebie.'],
  },
  'w-dzien': {
    hits: [['Spotkajmy się w piątku.', 'Spotkajmy się w piątek.']],
    misses: ['po piątku', 'W piątek mam czas.', 'w czwartku tym'],
  },
  'bardziej-dobry': {
    hits: [['To jest bardziej dobry.', 'To jest lepszy.']],
    misses: ['bardziej dobry niż zły', 'bardziej zielony'],
  },
  'forma': {
    hits: [
      ['Poszłem do domu.', 'Poszedłem do domu.'],
      ['nie rozumię', 'nie rozumiem'],
    ],
    misses: ['Poszedłem do domu.'],
  },
  'pisownia': {
    hits: [
      ['Niewiem, naprawde.', 'Nie wiem, naprawde.'],
      ['muj kot', 'mój kot'],
    ],
    misses: ['Nie wiem.', 'mujahedin'],
  },
  'ja-chce': { hits: [['Ja chce kawę.', 'Ja chcę kawę.']], misses: ['On chce kawę.', 'Ja chcę kawę.'] },
};

describe('Polish rules', () => {
  test('every rule has its hits and its non-hits', () => {
    expect(Object.keys(cases).sort()).toEqual(polishRules.map((rule) => rule.id).sort());
  });

  for (const [id, { hits, misses }] of Object.entries(cases)) {
    test(id, () => {
      for (const [wrong, right] of hits) {
        const [found] = applyPhraseRules(polishRules, wrong);
        expect(found?.rule, wrong).toBe(`learner.${id}`);
        expect(wrong.slice(0, found?.start) + found?.suggestions[0] + wrong.slice(found?.end)).toBe(right);
      }
      for (const fine of misses) expect(applyPhraseRules(polishRules, fine), fine).toEqual([]);
    });
  }

  test('correct sentences are left alone', () => {
    for (const text of correctPolish) expect(applyPhraseRules(polishRules, text), text).toEqual([]);
  });
});
