/** Base, past and participle of the common irregular verbs; `past` alone where the participle is the same. */
const irregular: readonly (readonly [base: string, past: string, participle?: string])[] = [
  ['be', 'was', 'been'],
  ['become', 'became', 'become'],
  ['begin', 'began', 'begun'],
  ['break', 'broke', 'broken'],
  ['bring', 'brought'],
  ['build', 'built'],
  ['buy', 'bought'],
  ['catch', 'caught'],
  ['choose', 'chose', 'chosen'],
  ['come', 'came', 'come'],
  ['do', 'did', 'done'],
  ['drink', 'drank', 'drunk'],
  ['drive', 'drove', 'driven'],
  ['eat', 'ate', 'eaten'],
  ['fall', 'fell', 'fallen'],
  ['feel', 'felt'],
  ['find', 'found'],
  ['fly', 'flew', 'flown'],
  ['forget', 'forgot', 'forgotten'],
  ['get', 'got'],
  ['give', 'gave', 'given'],
  ['go', 'went', 'gone'],
  ['have', 'had'],
  ['hear', 'heard'],
  ['know', 'knew', 'known'],
  ['leave', 'left'],
  ['lose', 'lost'],
  ['make', 'made'],
  ['meet', 'met'],
  ['pay', 'paid'],
  ['read', 'read'],
  ['run', 'ran', 'run'],
  ['say', 'said'],
  ['see', 'saw', 'seen'],
  ['sell', 'sold'],
  ['send', 'sent'],
  ['sleep', 'slept'],
  ['speak', 'spoke', 'spoken'],
  ['spend', 'spent'],
  ['swim', 'swam', 'swum'],
  ['take', 'took', 'taken'],
  ['teach', 'taught'],
  ['tell', 'told'],
  ['think', 'thought'],
  ['wake', 'woke', 'woken'],
  ['wear', 'wore', 'worn'],
  ['win', 'won'],
  ['write', 'wrote', 'written'],
];

const regular = [
  ...[
    'answer',
    'ask',
    'book',
    'call',
    'clean',
    'cook',
    'dance',
    'enjoy',
    'finish',
    'help',
    'learn',
    'like',
    'listen',
    'live',
    'look',
  ],
  ...[
    'move',
    'need',
    'open',
    'order',
    'play',
    'practise',
    'rest',
    'smoke',
    'start',
    'stay',
    'study',
    'talk',
    'travel',
    'try',
    'use',
  ],
  ...['visit', 'wait', 'walk', 'want', 'watch', 'work'],
];

const pastByBase = new Map<string, string>([
  ...regular.map((base): [string, string] => [base, ed(base)]),
  ...irregular.map(([base, past]): [string, string] => [base, past]),
]);

const pastByParticiple = new Map<string, string>([
  ...regular.map((base): [string, string] => [ed(base), ed(base)]),
  ...irregular.map(([, past, participle]): [string, string] => [participle ?? past, past]),
]);

/** Forms that learners make by rule of verbs that have their own: `goed`, `swimmed`. Not those that are words too, as `seed`. */
export const wronglyRegular: ReadonlyMap<string, { past: string; participle: string }> = new Map(
  irregular
    .filter(([base]) => !['be', 'do', 'fly', 'leave', 'see'].includes(base))
    .map(([base, past, participle]) => [
      /^(?:get|forget|begin|run|swim|win)$/u.test(base) ? `${base}${base.at(-1)}ed` : ed(base),
      { past, participle: participle ?? past },
    ]),
);

/** The base forms known here, as alternatives of a regular expression. */
export const baseVerbs = [...pastByBase.keys()].join('|');

/** The participles known here, likewise. */
export const participles = [...pastByParticiple.keys()].join('|');

export function pastOfBase(base: string): string {
  const lower = base.toLowerCase();
  return pastByBase.get(lower) ?? ed(lower);
}

export function pastOfParticiple(participle: string, subject: string): string {
  const past = pastByParticiple.get(participle.toLowerCase()) ?? participle;
  return past === 'was' && /^(you|we|they)$/iu.test(subject) ? 'were' : past;
}

export function ingOf(base: string): string {
  const lower = base.toLowerCase();
  if (/^(run|swim|win|get|begin|forget|travel)$/u.test(lower)) return `${lower}${lower.at(-1)}ing`;
  if (/[^e]e$/u.test(lower) && lower !== 'be') return `${lower.slice(0, -1)}ing`;
  return `${lower}ing`;
}

export function thirdPerson(base: string): string {
  const lower = base.toLowerCase();
  if (lower === 'have') return 'has';
  if (/(?:s|x|ch|sh|o)$/u.test(lower)) return `${lower}es`;
  return /[^aeiou]y$/u.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

function ed(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (base === 'travel') return 'travelled';
  return /[^aeiou]y$/u.test(base) ? `${base.slice(0, -1)}ied` : `${base}ed`;
}
