import { z } from 'zod';

/**
 * `content/drafts.json`: what a lesson about a topic is drafted from where no language model is at hand. A text has slots such as
 * `{1.acc}`: the accusative of the first word. Every form is written out in the data, so no word is ever inflected by rule.
 */

const text = z.string().trim().min(1);
const both = z.strictObject({ pl: text, en: text });
const forms = z.record(z.string(), text);
const wrong = z.strictObject({ say: text, better: text, why: text, kind: text });

const answer = both.extend({
  /** Other ways of saying the same, by language. */
  also: z.partialRecord(z.enum(['pl', 'en']), z.array(text)).optional(),
  reply: both.optional(),
});

const dialogue = z.strictObject({
  tutor: both,
  hint: both,
  answers: z.array(answer).min(2),
  /** What learners of the language say. */
  wrong: z.partialRecord(z.enum(['pl', 'en']), wrong).optional(),
});
export type DialogueTemplate = z.output<typeof dialogue>;

const word = z.strictObject({
  pl: forms,
  en: forms,
  /** Beginnings of words of a topic, folded, that ask for this one first. */
  topics: z.array(text),
});
export type WordTemplate = z.output<typeof word>;

const family = z.strictObject({
  id: text,
  /** Beginnings of words, folded: `kaw` finds `kawiarnia` and `kawa`. Up to three letters are whole words. */
  topics: z.array(text).min(1),
  words: z.array(word),
  /** The words are names: they are none to be learnt. */
  names: z.boolean().default(false),
  vocabulary: z.array(both),
  dialogues: z.array(dialogue).min(4),
});
export type FamilyTemplate = z.output<typeof family>;

export const draftTemplates = z.strictObject({
  $schema: z.string().optional(),
  languages: z.strictObject({
    pl: z.strictObject({ pl: forms, en: forms }),
    en: z.strictObject({ pl: forms, en: forms }),
  }),
  families: z.array(family).min(1),
  general: z.strictObject({
    vocabulary: z.array(both),
    opening: dialogue,
    dialogues: z.array(dialogue).min(8),
    closing: dialogue,
    last: both,
  }),
});
export type DraftTemplates = z.output<typeof draftTemplates>;
