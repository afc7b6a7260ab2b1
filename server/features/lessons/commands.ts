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

export const commandsFile = z.strictObject({
  commands: z.record(z.enum(commandNames), entry),
  confirmations: z.record(z.enum(confirmationNames), entry),
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
