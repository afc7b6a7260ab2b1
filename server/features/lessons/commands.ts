import { z } from 'zod';
import type { ExpectedPhrase } from '../../ports/speech-to-text/port.ts';
import { plainText } from './answer-text.ts';

/** What a learner may ask of the tutor at any time. The names are those of the page's buttons too. */
export const commandNames = [
  'repeat',
  'slower',
  'hint',
  'help',
  'translate',
  'meaning',
  'why',
  'skip',
  'restart',
  'stop',
] as const;
export type CommandName = (typeof commandNames)[number];

/** Answers to the tutor's own questions: "Did you say ...?", "Shall we start again?". */
export const confirmationNames = ['yes', 'no', 'again'] as const;
export type ConfirmationName = (typeof confirmationNames)[number];

const phrases = z.record(z.string().regex(/^[a-z]{2,3}$/), z.array(z.string().trim().min(1)).min(1));

const entry = z.strictObject({
  /** Told apart when spoken, so few and unlike each other; by language. The first one is how the tutor names it. */
  say: phrases,
  /** Understood when typed, besides those. */
  type: phrases.default({}),
});

const pattern = z.string().regex(/^[^{}]+\{n\}[^{}]*$/, 'needs {n} after a word');

export const commandsFile = z.strictObject({
  commands: z.record(z.enum(commandNames), entry),
  confirmations: z.record(z.enum(confirmationNames), entry),
  /** Asking for another lesson: `{n}` stands for its number, in digits or words, its id or its title. */
  lesson: z.strictObject({
    say: z.record(z.string().regex(/^[a-z]{2,3}$/), pattern),
    type: z.record(z.string().regex(/^[a-z]{2,3}$/), z.array(pattern).min(1)),
    /** Words for one, two, three and so on, the one that is spoken first. */
    numbers: z.record(z.string().regex(/^[a-z]{2,3}$/), z.array(z.array(z.string().trim().min(1)).min(1)).min(1)),
  }),
});

export type Commands = z.infer<typeof commandsFile>;

/** Phrase ids of commands are `c:<name>:<n>`, those of confirmations `q:<name>:<n>`. */
const phrasesOf = (prefix: string, table: Record<string, z.infer<typeof entry>>, language: string): ExpectedPhrase[] =>
  Object.entries(table).flatMap(([name, { say }]) =>
    (say[language] ?? []).map((text, n) => ({ id: `${prefix}:${name}:${n}`, text })),
  );

export const commandPhrases = (commands: Commands, language: string): ExpectedPhrase[] =>
  phrasesOf('c', commands.commands, language);

export const confirmationPhrases = (
  commands: Commands,
  language: string,
  names: readonly ConfirmationName[],
): ExpectedPhrase[] =>
  phrasesOf('q', commands.confirmations, language).filter(({ id }) =>
    names.some((name) => id.startsWith(`q:${name}:`)),
  );

/** Lessons by number, for whom they are all there is to choose from: phrase ids are `l:<n>`. */
export function lessonPhrases({ lesson }: Commands, language: string, lessons: number): ExpectedPhrase[] {
  const { [language]: say } = lesson.say;
  if (say === undefined) return [];
  return (lesson.numbers[language] ?? [])
    .slice(0, lessons)
    .map(([word = ''], n) => ({ id: `l:${n + 1}`, text: say.replace('{n}', word) }));
}

export const lessonOfPhrase = (id: string): string | undefined => /^l:(\d+)$/.exec(id)?.[1];

/** The lesson that a typed text asks for: its number, or what stands for its id or title, plain. */
export function typedLesson({ lesson }: Commands, text: string): string | undefined {
  const plain = plainText(text, '');
  for (const pattern of Object.values(lesson.type).flat()) {
    const [before = '', after = ''] = pattern.split('{n}').map((part) => plainText(part, ''));
    if (!plain.startsWith(`${before} `) || !plain.endsWith(after)) continue;
    const wanted = plain.slice(before.length, plain.length - after.length).trim();
    if (wanted === '') continue;
    const place = Object.values(lesson.numbers)
      .map((numbers) => numbers.findIndex((names) => names.some((name) => plainText(name, '') === wanted)))
      .find((found) => found >= 0);
    return place === undefined ? wanted : String(place + 1);
  }
  return undefined;
}

/** By number from 1, by id, or by title. */
export function findLesson<T extends { id: string; title: string }>(
  library: readonly T[],
  wanted: string,
): T | undefined {
  if (/^\d+$/.test(wanted)) return library[Number(wanted) - 1];
  return library.find(({ id, title }) => plainText(id, '') === wanted || plainText(title, '') === wanted);
}

export function commandOfPhrase(id: string): CommandName | undefined {
  const name = /^c:(\w+):\d+$/.exec(id)?.[1];
  return commandNames.find((known) => known === name);
}

export function confirmationOfPhrase(id: string): ConfirmationName | undefined {
  const name = /^q:(\w+):\d+$/.exec(id)?.[1];
  return confirmationNames.find((known) => known === name);
}

/** The tutor's own name for a command in a language, or the command's name. */
export const spokenName = (commands: Commands, name: CommandName, language: string): string =>
  commands.commands[name].say[language]?.[0] ?? name;

export const typedCommand = (commands: Commands, text: string): CommandName | undefined =>
  typed(commands.commands, commandNames, text);

export const typedConfirmation = (commands: Commands, text: string): ConfirmationName | undefined =>
  typed(commands.confirmations, confirmationNames, text);

/** A typed text is looked up in every language: people ask for help in their own. */
function typed<N extends string>(
  table: Record<N, z.infer<typeof entry>>,
  names: readonly N[],
  text: string,
): N | undefined {
  const plain = plainText(text, '');
  return names.find((name) => {
    const { say, type } = table[name];
    return (
      plain === name ||
      [say, type].some((sets) =>
        Object.values(sets)
          .flat()
          .some((form) => plainText(form, '') === plain),
      )
    );
  });
}
