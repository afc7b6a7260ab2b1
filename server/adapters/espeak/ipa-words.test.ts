import { expect, test } from 'vitest';
import { phonesOfWords } from './ipa-words.ts';

const engine = (said: Record<string, string>) => (text: string) => said[text] ?? '';

test('the phrase is taken as it is said together', () => {
  const ipa = engine({ 'w porządku': 'f p_ɔ_ʒ_ˈɔ_n_t_k_u', w: 'v_ˈu', porządku: 'p_ɔ_ʒ_ˈɔ_n_t_k_u' });
  expect(phonesOfWords(['w', 'porządku'], ipa)).toEqual([['f'], ['p', 'ɔ', 'ʒ', 'ɔ', 'n', 't', 'k', 'u']]);
});

test('words said as one, or one said as several, are each said alone', () => {
  const ipa = engine({ 'of the': 'ʌ_v_ð_ə', of: 'ʌ_v', the: 'ð_ə', '25 x': 'a b', '25': 'dvˈa pj_ɛ_ɲ', x: 'i_k_s' });
  expect(phonesOfWords(['of', 'the'], ipa)).toEqual([
    ['ʌ', 'v'],
    ['ð', 'ə'],
  ]);
  expect(phonesOfWords(['25', 'x'], ipa)).toEqual([
    ['dva', 'pj', 'ɛ', 'ɲ'],
    ['i', 'k', 's'],
  ]);
});

test('as many words as asked, but others, are told by their length', () => {
  const ipa = engine({ '25 of the': 'dv_a pj_ɛ_ɲ_tɕ_p ʌ_v_ð_ə', '25': 'dv_a pj_ɛ_ɲ_tɕ_p', of: 'ʌ_v', the: 'ð_ə' });
  expect(phonesOfWords(['25', 'of', 'the'], ipa).map((phones) => phones.length)).toEqual([7, 2, 2]);
});

test('language marks, clause marks and loose joins are no phones', () => {
  const ipa = engine({ 'a b': '(en) ˈeɪ_(pl)_ | b_i_', a: 'eɪ', b: 'b_i' });
  expect(phonesOfWords(['a', 'b'], ipa)).toEqual([['eɪ'], ['b', 'i']]);
});
