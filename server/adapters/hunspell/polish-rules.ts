import type { PhraseRule } from '../../ports/grammar/phrase-rule.ts';

/** JavaScript's own `\b` knows no Polish letters. */
const from = '(?<![\\p{L}\\p{M}])';
const to = '(?![\\p{L}\\p{M}-])';
const clauseEnds = '(?=\\s*(?:[.,!?;]|$))';

type Pairs = Readonly<Record<string, string>>;

const rule = (id: string, kind: string, find: string, fix: PhraseRule['fix'], message: string): PhraseRule => ({
  id,
  kind,
  find: new RegExp(find, 'iu'),
  fix,
  message,
});

const oneOf = (pairs: Pairs): string => Object.keys(pairs).join('|');

/** First persons of verbs that beginners leave in the third or in the infinitive. */
const firstPerson: Pairs = {
  ...{
    jest: 'jestem',
    ma: 'mam',
    idzie: 'idę',
    jedzie: 'jadę',
    lubi: 'lubię',
    mieszka: 'mieszkam',
    mówi: 'mówię',
    pije: 'piję',
    je: 'jem',
  },
  ...{
    rozumie: 'rozumiem',
    pracuje: 'pracuję',
    wie: 'wiem',
    zna: 'znam',
    czyta: 'czytam',
    gra: 'gram',
    uczy: 'uczę',
    robi: 'robię',
  },
};
const firstOfInfinitive: Pairs = {
  ...{
    być: 'jestem',
    mieć: 'mam',
    iść: 'idę',
    jechać: 'jadę',
    lubić: 'lubię',
    mieszkać: 'mieszkam',
    mówić: 'mówię',
    pić: 'piję',
  },
  ...{ rozumieć: 'rozumiem', pracować: 'pracuję', wiedzieć: 'wiem', chcieć: 'chcę' },
};
const genitiveAfterNegation: Pairs = {
  czas: 'czasu',
  pieniądze: 'pieniędzy',
  samochód: 'samochodu',
  problem: 'problemu',
  pomysł: 'pomysłu',
  kot: 'kota',
  pies: 'psa',
};
const genitiveOfPlace: Pairs = {
  ...{
    kino: 'kina',
    szkoła: 'szkoły',
    praca: 'pracy',
    sklep: 'sklepu',
    dom: 'domu',
    teatr: 'teatru',
    restauracja: 'restauracji',
  },
  ...{ kawiarnia: 'kawiarni', park: 'parku', lekarz: 'lekarza', apteka: 'apteki', biblioteka: 'biblioteki' },
};
const instrumental: Pairs = {
  ...{
    mleko: 'mlekiem',
    cukier: 'cukrem',
    cytryna: 'cytryną',
    miód: 'miodem',
    szynka: 'szynką',
    masło: 'masłem',
    śmietanka: 'śmietanką',
  },
};
const genitiveWithout: Pairs = {
  mleko: 'mleka',
  cukier: 'cukru',
  cytryna: 'cytryny',
  lód: 'lodu',
  gluten: 'glutenu',
  laktoza: 'laktozy',
  mięso: 'mięsa',
  sól: 'soli',
};
const genitivePlural: Pairs = {
  ...{
    kawy: 'kaw',
    herbaty: 'herbat',
    bilety: 'biletów',
    złote: 'złotych',
    minuty: 'minut',
    godziny: 'godzin',
    lata: 'lat',
    osoby: 'osób',
  },
  ...{ bułki: 'bułek', dni: 'dni', pączki: 'pączków' },
};
const weekdays: Pairs = {
  poniedziałku: 'poniedziałek',
  wtorku: 'wtorek',
  środzie: 'środę',
  czwartku: 'czwartek',
  piątku: 'piątek',
  sobocie: 'sobotę',
};
const misspelt: Pairs = {
  ...{
    wziąść: 'wziąć',
    poszłem: 'poszedłem',
    przyszłem: 'przyszedłem',
    wyszłem: 'wyszedłem',
    doszłem: 'doszedłem',
    rozumię: 'rozumiem',
    umię: 'umiem',
  },
  ...{
    włanczać: 'włączać',
    wogóle: 'w ogóle',
    wogule: 'w ogóle',
    napewno: 'na pewno',
    narazie: 'na razie',
    spowrotem: 'z powrotem',
  },
  ...{
    niewiem: 'nie wiem',
    niema: 'nie ma',
    niemam: 'nie mam',
    niechcę: 'nie chcę',
    naprawde: 'naprawdę',
    conajmniej: 'co najmniej',
    odrazu: 'od razu',
  },
  ...{
    ktury: 'który',
    ktura: 'która',
    muj: 'mój',
    twuj: 'twój',
    tesz: 'też',
    muwię: 'mówię',
    rzeby: 'żeby',
    porzyczyć: 'pożyczyć',
  },
};
/** Of these only the writing is wrong: said aloud they are right. */
const heardAsWrong = new Set(['wziąść', 'poszłem', 'przyszłem', 'wyszłem', 'doszłem', 'rozumię', 'umię', 'włanczać']);
const ofSound = Object.fromEntries(Object.entries(misspelt).filter(([wrong]) => heardAsWrong.has(wrong)));
const ofWriting = Object.fromEntries(
  Object.entries(misspelt).filter(([wrong]) => !heardAsWrong.has(wrong) && wrong !== 'niema'),
);

const pick =
  (pairs: Pairs, group: number) =>
  (found: RegExpExecArray): readonly string[] => {
    const word = (found[group] ?? '').toLowerCase();
    return [found[0].replace(new RegExp(`${word}$`, 'iu'), pairs[word] ?? word)];
  };

/** Mistakes in Polish that can be told for certain from a few words; cases in general cannot, and are left alone. */
export const polishRules: readonly PhraseRule[] = [
  rule(
    'ja-trzecia',
    'VERB:SVA',
    `${from}(?<!(?:nie|tylko|niż|i) )ja (nie )?(${oneOf(firstPerson)})${to}`,
    pick(firstPerson, 2),
    'Po „ja” czasownik stoi w pierwszej osobie.',
  ),
  rule(
    'ja-bezokolicznik',
    'VERB:FORM',
    `${from}ja (nie )?(${oneOf(firstOfInfinitive)})${to}(?! (?:nie|chcę|mogę|muszę|będę|bym|umiem))`,
    pick(firstOfInfinitive, 2),
    'Po „ja” czasownik stoi w pierwszej osobie.',
  ),
  rule('ty-jest', 'VERB:SVA', `${from}ty (nie )?jest${to}`, 'ty $1jesteś', 'Po „ty” czasownik stoi w drugiej osobie.'),
  rule(
    'my-jest',
    'VERB:SVA',
    `${from}my (nie )?jest${to}`,
    'my $1jesteśmy',
    'Po „my” czasownik stoi w liczbie mnogiej.',
  ),
  rule(
    'nie-mam',
    'NOUN:CASE',
    `${from}nie (?:mam|masz|ma|mamy|mają) (${oneOf(genitiveAfterNegation)})${to}`,
    pick(genitiveAfterNegation, 1),
    'Po „nie mam” stoi dopełniacz.',
  ),
  rule(
    'do-mianownik',
    'NOUN:CASE',
    `${from}do (${oneOf(genitiveOfPlace)})${to}`,
    pick(genitiveOfPlace, 1),
    'Po „do” stoi dopełniacz.',
  ),
  rule(
    'z-mianownik',
    'NOUN:CASE',
    `${from}z (${oneOf(instrumental)})${to}`,
    pick(instrumental, 1),
    'Po „z” stoi tu narzędnik.',
  ),
  rule(
    'bez-mianownik',
    'NOUN:CASE',
    `${from}bez (${oneOf(genitiveWithout)})${to}`,
    pick(genitiveWithout, 1),
    'Po „bez” stoi dopełniacz.',
  ),
  rule(
    'dwa-dwie',
    'NUM',
    `${from}dwa (kawy|herbaty|bułki|szklanki|osoby|butelki|wody|minuty|godziny|książki|siostry|córki)${to}`,
    'dwie $1',
    'Z rodzajem żeńskim: „dwie”.',
  ),
  rule(
    'dwie-dwa',
    'NUM',
    `${from}dwie (soki|bilety|koty|psy|piwa|ciastka|pączki|rogale|miejsca|kilogramy|tygodnie|miesiące)${to}`,
    'dwa $1',
    'Tu mówi się „dwa”.',
  ),
  rule(
    'piec-mianownik',
    'NOUN:CASE',
    `${from}(?:pięć|sześć|siedem|osiem|dziewięć|dziesięć|dwadzieścia|trzydzieści) (${oneOf(genitivePlural)})${to}`,
    pick(genitivePlural, 1),
    'Od pięciu w górę stoi dopełniacz liczby mnogiej.',
  ),
  rule(
    'dwa-zlotych',
    'NOUN:CASE',
    `${from}(dwa|trzy|cztery) złotych${clauseEnds}`,
    '$1 złote',
    'Dwa, trzy i cztery łączą się z „złote”.',
  ),
  rule(
    'jestem-lat',
    'VERB',
    `${from}jestem (\\d+|\\p{L}+(?:naście|dzieścia|dziesiąt)(?: \\p{L}+)?) (?:lat|lata)${clauseEnds}`,
    'mam $1 lat',
    'O wieku mówi się „mam”.',
  ),
  rule(
    'czekam-dla',
    'PREP',
    `${from}(czekam|czekasz|czeka|czekamy|czekałem|czekałam) dla (ciebie|mnie|niego|niej|nas|was|nich)${to}`,
    '$1 na $2',
    'Czeka się na kogoś.',
  ),
  rule(
    'slucham-do',
    'PREP',
    `${from}(słucham|słuchasz|słucha|słuchamy|słuchać) do (muzyki|radia|ciebie|niego)${to}`,
    '$1 $2',
    'Słucha się czegoś, bez „do”.',
  ),
  rule(
    'dzwonie-ciebie',
    'PREP',
    `${from}(dzwonię|zadzwonię|dzwonisz|zadzwonisz) (?:ciebie|cię)${to}`,
    '$1 do ciebie',
    'Dzwoni się do kogoś.',
  ),
  rule(
    'w-dzien',
    'NOUN:CASE',
    `${from}(we? )(${oneOf(weekdays)})${clauseEnds}`,
    pick(weekdays, 2),
    'Dzień tygodnia stoi tu w bierniku.',
  ),
  rule(
    'bardziej-dobry',
    'ADJ:FORM',
    `${from}(?:bardziej|więcej) (dobry|duży|mały|zły)${to}(?! niż)`,
    ([, word = '']) => [{ dobry: 'lepszy', duży: 'większy', mały: 'mniejszy' }[word.toLowerCase()] ?? 'gorszy'],
    'Ten przymiotnik ma własny stopień wyższy.',
  ),
  rule('forma', 'VERB:INFL', `${from}(${oneOf(ofSound)})${to}`, pick(ofSound, 1), 'Ta forma brzmi inaczej.'),
  rule('pisownia', 'SPELL', `${from}(${oneOf(ofWriting)})${to}`, pick(ofWriting, 1), 'Pisze się to inaczej.'),
  rule('ja-chce', 'DIACR', `${from}ja (nie )?chce${to}`, 'ja $1chcę', '„Ja chcę” ma na końcu „ę”.'),
];
