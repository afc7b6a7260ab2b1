import type { z } from 'zod';
import type { draftFromTopic } from '../../../../wire/api/lesson-editor.ts';
import { plainText } from '../answer-text.ts';
import { idFromTitle } from '../editor/lesson-ids.ts';
import type { LessonContent } from '../editor/lesson-text.ts';
import { fold } from '../library/search-lessons.ts';
import { draftQuiz, draftTasks } from './draft-tasks.ts';
import type { DialogueTemplate, DraftTemplates, FamilyTemplate, WordTemplate } from './draft-templates.ts';

export type TopicWish = z.output<typeof draftFromTopic.schema.body>;
type Language = TopicWish['language'];

export interface DraftDialogue {
  id: string;
  tutor: string;
  translation: string;
  hint: string;
  expected: { text: string; translation: string; alternatives?: string[]; reply?: string }[];
  wrong?: { say: string; better: string; why: string; kind: string }[];
}

/** A whole lesson about a topic, made of what is known of its family; about itself where no family is found. Pure. */
export function lessonFromTemplates(templates: DraftTemplates, wish: TopicWish): LessonContent {
  const { topic, language, level } = wish;
  const from: Language = language === 'pl' ? 'en' : 'pl';
  const family = familyOf(templates, topic);
  const words = family ? wordsFor(family, topic) : [];
  const fill = fillerOf(templates, wish, words);
  const dialogues = pickDialogues(templates, family, wish.dialogues).map((template, index) =>
    dialogueOf(template, `d${index + 1}`, language, from, fill),
  );
  const vocabulary = [
    ...(family && !family.names ? words.map(({ pl, en }) => ({ pl: pl.nom ?? '', en: en.bare ?? en.a ?? '' })) : []),
    ...(family?.vocabulary ?? templates.general.vocabulary),
  ].filter(({ pl, en }) => pl !== '' && en !== '');
  const title = topic.charAt(0).toUpperCase() + topic.slice(1);
  return {
    id: idFromTitle(topic, language),
    title,
    language,
    from,
    level,
    tags: family ? [family.id] : [],
    vocabulary,
    estimated_minutes: dialogues.length + 4,
    dialogues,
    closing: templates.general.last[language],
    closing_translation: templates.general.last[from],
    ...(family?.names ? { names: words.map((word) => word.pl.nom ?? '').filter(Boolean) } : {}),
    tasks: draftTasks(dialogues, vocabulary, language),
    quizzes: draftQuiz(dialogues, from),
  };
}

/** The family that most of the topic's words begin like; the first of equals, none where no word does. */
function familyOf({ families }: DraftTemplates, topic: string): FamilyTemplate | undefined {
  const words = fold(topic).split(' ');
  const worth = (family: FamilyTemplate): number =>
    words.filter((word) => family.topics.some((beginning) => begins(word, beginning))).length;
  return families.reduce<FamilyTemplate | undefined>(
    (best, one) => (worth(one) > (best ? worth(best) : 0) ? one : best),
    undefined,
  );
}

/** Short beginnings are whole words, plural or not: `bus` is not in `business`. */
const begins = (word: string, beginning: string): boolean =>
  beginning.length <= 3 ? word === beginning || word === `${beginning}s` : word.startsWith(beginning);

/** The family's words, those that the topic names first. */
function wordsFor(family: FamilyTemplate, topic: string): WordTemplate[] {
  const asked = fold(topic).split(' ');
  const named = (word: WordTemplate): boolean =>
    word.topics.some((beginning) => asked.some((one) => begins(one, beginning)));
  return [...family.words.filter(named), ...family.words.filter((word) => !named(word))];
}

function pickDialogues(
  { general }: DraftTemplates,
  family: FamilyTemplate | undefined,
  count: number,
): DialogueTemplate[] {
  const body = family ? family.dialogues : [general.opening];
  return [...[...body, ...general.dialogues].slice(0, count - 1), general.closing];
}

type Fill = (text: string, of: Language) => string;

function fillerOf(templates: DraftTemplates, { topic, language }: TopicWish, words: readonly WordTemplate[]): Fill {
  return (text, of) => {
    const filled = text.replace(/\{(?:(\w+)\.)?(\w+)\}/g, (slot, word: string | undefined, form: string) => {
      if (word === undefined) return form === 'topic' ? topic : slot;
      const forms = word === 'L' ? templates.languages[language] : words[Number(word) - 1];
      const found = forms?.[of][form];
      if (found === undefined) throw new Error(`no form for ${slot} in content/drafts.json`);
      return found;
    });
    return filled.charAt(0).toUpperCase() + filled.slice(1);
  };
}

function dialogueOf(
  { tutor, hint, answers, wrong }: DialogueTemplate,
  id: string,
  language: Language,
  from: Language,
  fill: Fill,
): DraftDialogue {
  const expected = answers.map((answer) => {
    const also = answer.also?.[language]?.map((text) => fill(text, language));
    return {
      text: fill(answer[language], language),
      translation: fill(answer[from], from),
      ...(also ? { alternatives: also } : {}),
      ...(answer.reply ? { reply: fill(answer.reply[language], language) } : {}),
    };
  });
  const known = wrong?.[language];
  const form = known && {
    say: fill(known.say, language),
    better: fill(known.better, language),
    // A reason is in the learner's own language, and names forms of the one that is learnt.
    why: fill(known.why, language),
    kind: known.kind,
  };
  // Some words have one form where others have two: then there is nothing to get wrong.
  const isWrong =
    form && expected.every(({ text }) => plainText(text, language) !== plainText(form.say, language)) ? [form] : [];
  return {
    id,
    tutor: fill(tutor[language], language),
    translation: fill(tutor[from], from),
    hint: fill(hint[from], from),
    expected,
    ...(isWrong.length > 0 ? { wrong: isWrong } : {}),
  };
}
