/** Questions of the level finder, from easy to hard. The first choice is the right one; the page shuffles them. */

export const finderLevels = ['A0', 'A1', 'A2', 'B1'] as const;
export type FinderLevel = (typeof finderLevels)[number];

export interface LevelItem {
  id: string;
  level: FinderLevel;
  /** `hear`: what it means is chosen, in the own language. `gap`: what belongs where `___` is. */
  kind: 'hear' | 'gap';
  text: string;
  choices: readonly [right: string, ...wrong: string[]];
}

const items = (
  language: string,
  level: FinderLevel,
  rows: readonly (readonly [kind: LevelItem['kind'], text: string, ...choices: LevelItem['choices']])[],
): LevelItem[] =>
  rows.map(([kind, text, ...choices], n) => ({ id: `${language}-${level}-${n + 1}`, level, kind, text, choices }));

export const levelItems: Readonly<Record<'pl' | 'en', readonly LevelItem[]>> = {
  pl: [
    ...items('pl', 'A0', [
      ['hear', 'Dzień dobry!', 'Hello! (in the daytime)', 'Goodbye!', 'Good night!'],
      ['hear', 'Dziękuję bardzo.', 'Thank you very much.', 'You are welcome.', 'I am sorry.'],
      ['hear', 'Jak się pan nazywa?', 'What is your name?', 'Where are you from?', 'How old are you?'],
      ['hear', 'Poproszę wodę.', 'Water, please.', 'Where is the water?', 'The water is cold.'],
    ]),
    ...items('pl', 'A1', [
      ['gap', 'Poproszę ___ z mlekiem.', 'kawę', 'kawa', 'kawy'],
      ['gap', 'Ile ___ te jabłka?', 'kosztują', 'kosztuje', 'kosztować'],
      [
        'hear',
        'Spotkajmy się o wpół do ósmej.',
        'Let’s meet at half past seven.',
        'Let’s meet at half past eight.',
        'Let’s meet at eight.',
      ],
      ['gap', 'Mieszkam ___ drugim piętrze.', 'na', 'w', 'do'],
    ]),
    ...items('pl', 'A2', [
      ['gap', 'Wczoraj Anna ___ do lekarza.', 'poszła', 'idzie', 'pójdzie'],
      ['gap', 'Przepraszam, nie mam ___.', 'czasu', 'czas', 'czasem'],
      ['gap', 'Czy może mi pan ___?', 'pomóc', 'pomaga', 'pomagał'],
      ['gap', 'Od dawna interesuję się ___.', 'muzyką', 'muzykę', 'muzyka'],
    ]),
    ...items('pl', 'B1', [
      ['gap', 'Gdybym ___ więcej czasu, uczyłbym się codziennie.', 'miał', 'mam', 'mieć'],
      ['gap', 'Zanim ___ z domu, zamknij okna.', 'wyjdziesz', 'wychodziłeś', 'wyszedłeś'],
      ['gap', 'Książka, o ___ ci mówiłem, leży na stole.', 'której', 'którą', 'która'],
      ['gap', 'Mimo ___ padało, poszliśmy na spacer.', 'że', 'żeby', 'bo'],
    ]),
  ],
  en: [
    ...items('en', 'A0', [
      ['hear', 'Good morning!', 'Dzień dobry!', 'Do widzenia!', 'Dobranoc!'],
      ['hear', 'Thank you very much.', 'Dziękuję bardzo.', 'Proszę bardzo.', 'Przepraszam.'],
      ['hear', 'Where are you from?', 'Skąd jesteś?', 'Gdzie mieszkasz?', 'Dokąd idziesz?'],
      ['hear', 'A coffee, please.', 'Poproszę kawę.', 'Gdzie jest kawa?', 'Kawa jest zimna.'],
    ]),
    ...items('en', 'A1', [
      ['gap', 'She ___ in London.', 'lives', 'live', 'living'],
      ['gap', 'How ___ apples do you need?', 'many', 'much', 'lot'],
      [
        'hear',
        'It’s a quarter to nine.',
        'Jest za piętnaście dziewiąta.',
        'Jest kwadrans po dziewiątej.',
        'Jest wpół do dziewiątej.',
      ],
      ['gap', 'There ___ two chairs in the room.', 'are', 'is', 'be'],
    ]),
    ...items('en', 'A2', [
      ['gap', 'I ___ my keys yesterday.', 'lost', 'lose', 'have lost'],
      ['gap', 'This bag is ___ than that one.', 'heavier', 'heavy', 'heaviest'],
      ['gap', 'You ___ smoke in here. It is forbidden.', 'mustn’t', 'don’t have to', 'needn’t'],
      ['gap', 'We have lived here ___ 2019.', 'since', 'for', 'from'],
    ]),
    ...items('en', 'B1', [
      ['gap', 'If I ___ more time, I would learn Italian.', 'had', 'have', 'would have'],
      ['gap', 'I am looking forward ___ you.', 'to seeing', 'to see', 'seeing'],
      ['gap', 'The letter ___ yesterday.', 'was sent', 'has sent', 'is sending'],
      ['gap', 'She asked me where I ___.', 'lived', 'do live', 'living'],
    ]),
  ],
};
