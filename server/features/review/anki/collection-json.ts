import { OWN_FIELDS, OWN_MODEL } from './anki-notes.ts';

/** Ids of the deck and the note types: the same each time, so that an import into Anki adds to what is there. */
export const DECK_ID = 1_790_000_000_000;
export const DEFAULT_EASE = 2_500;

/** Voices of Anki are asked for by language and country. */
const locales: Record<string, string> = { pl: 'pl_PL', en: 'en_US' };

/** A note type a language, because its hearing cards are spoken in it. */
export function modelId(language: string): number {
  const letters = [...language].reduce((sum, letter) => sum * 27 + letter.charCodeAt(0) - 96, 0);
  return DECK_ID + 1 + (letters % 19_683);
}

/** The parts of Anki's `col` that are JSON: settings, note types, decks and their options. */
export function collectionJson(languages: readonly string[], nowMs: number) {
  const mod = Math.floor(nowMs / 1_000);
  const all = languages.length > 0 ? languages : ['pl'];
  const models = Object.fromEntries(all.map((language) => [modelId(language), modelOf(language, mod)]));
  const deck = (id: number, name: string) => ({
    ...{ id, name, mod, usn: -1, desc: '', dyn: 0, conf: 1, collapsed: false, extendNew: 10, extendRev: 50 },
    ...{ newToday: [0, 0], revToday: [0, 0], lrnToday: [0, 0], timeToday: [0, 0] },
  });
  const fresh = { order: 1, perDay: 20, separate: true, bury: true, delays: [1, 10], ints: [1, 4, 7] };
  const lapse = { delays: [10], mult: 0, minInt: 1, leechFails: 8, leechAction: 0 };
  const rev = { perDay: 200, ease4: 1.3, fuzz: 0.05, minSpace: 1, ivlFct: 1, maxIvl: 36_500, bury: true };
  return {
    models,
    decks: { 1: deck(1, 'Default'), [DECK_ID]: deck(DECK_ID, OWN_MODEL) },
    dconf: {
      1: {
        ...{ id: 1, name: 'Default', mod: 0, usn: 0, maxTaken: 60, autoplay: true, timer: 0, replayq: true },
        ...{ new: { ...fresh, initialFactor: DEFAULT_EASE }, lapse, rev },
      },
    },
    conf: {
      ...{ nextPos: 1, curDeck: DECK_ID, activeDecks: [DECK_ID], sortType: 'noteFld' },
      curModel: String(modelId(all[0] ?? 'pl')),
    },
  };
}

function modelOf(language: string, mod: number) {
  const side = (front: string, back: string) => ({
    qfmt: `{{${front}}}`,
    afmt: `{{FrontSide}}<hr id="answer">{{${back}}}<br>{{Note}}`,
  });
  const heard = `{{tts ${locales[language] ?? language}:Text}}`;
  const tmpls = [
    { name: 'Recognition', ord: 0, ...side('Text', 'Translation') },
    { name: 'Production', ord: 1, ...side('Translation', 'Text') },
    { name: 'Hearing', ord: 2, qfmt: heard, afmt: '{{FrontSide}}<hr id="answer">{{Text}}<br>{{Translation}}' },
  ].map((one) => ({ ...one, did: null, bqfmt: '', bafmt: '' }));
  const look = { sticky: false, rtl: false, font: 'Arial', size: 20, media: [] };
  return {
    ...{ id: modelId(language), name: `${OWN_MODEL} ${language}`, type: 0, mod, usn: -1, sortf: 0, did: DECK_ID },
    tmpls,
    flds: OWN_FIELDS.map((name, ord) => ({ name, ord, ...look })),
    css: '.card { font-family: sans-serif; font-size: 22px; text-align: center; }',
    ...{ latexPre: '', latexPost: '', tags: [], vers: [] },
    req: tmpls.map(({ ord }) => [ord, 'any', [ord === 1 ? 1 : 0]]),
  };
}
