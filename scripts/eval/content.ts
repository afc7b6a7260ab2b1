import type { Lesson } from '../../server/features/lessons/compile-lesson.ts';
import { stepsOf } from '../../server/features/lessons/tasks/task-steps.ts';
import { share, written } from './statistics.ts';
import type { Table } from './tables.ts';
import type { Listener } from './trials.ts';

/** One thing that a learner may say in a lesson, and everything that is listened for then. */
export interface Sayable {
  lesson: string;
  /** The exchange or the task. */
  where: string;
  text: string;
  language: string;
  /** What is listened for; what has the same `of` is the same answer. */
  phrases: readonly { text: string; of: string }[];
  /** `of` of what is said. */
  of: string;
}

/** Every expected answer in every form, and everything to be said in tasks, as the scenes listen for them. */
export function sayables(lesson: Lesson, commands: readonly string[]): Sayable[] {
  const common = { lesson: lesson.id, language: lesson.language };
  const commandPhrases = commands.map((text) => ({ text, of: `command ${text}` }));
  const talked = lesson.exchanges.flatMap((exchange) => {
    const forms = exchange.answers.flatMap(({ key, forms: all }) => all.map(({ text }) => ({ text, of: key })));
    const wrong = exchange.wrong.map(({ say, key }) => ({ text: say, of: key }));
    const phrases = [...forms, ...wrong, ...commandPhrases];
    return forms.map(({ text, of }) => ({ ...common, where: exchange.id, text, of, phrases }));
  });
  const said = lesson.tasks.flatMap((task) =>
    (stepsOf(task) ?? []).map(({ text, others }) => ({
      ...common,
      where: `task ${task.id}`,
      text,
      of: 'right',
      phrases: [{ text, of: 'right' }, ...others.map((other) => ({ text: other, of: other })), ...commandPhrases],
    })),
  );
  return [...talked, ...said];
}

export interface Spoken {
  said: Sayable;
  voice: string;
  outcome: 'heard' | 'asked back' | 'not understood' | 'another';
  /** What it was taken for. */
  taken: string;
}

export async function listenTo(said: Sayable, voice: string, samples: Int16Array, listener: Listener): Promise<Spoken> {
  const texts = said.phrases.map(({ text }) => text);
  const { hearing } = await listener.hear(samples, texts, said.language);
  const phrase = hearing.phrase === undefined ? undefined : said.phrases[hearing.phrase];
  const taken = hearing.verdict === 'unknown' ? '' : (phrase?.text ?? '');
  if (!phrase || hearing.verdict === 'unknown') return { said, voice, outcome: 'not understood', taken };
  if (phrase.of !== said.of) return { said, voice, outcome: 'another', taken };
  return { said, voice, outcome: hearing.verdict === 'heard' ? 'heard' : 'asked back', taken };
}

/** How each lesson fares, and what an author should look at. */
export function contentTables(all: readonly Spoken[]): Table[] {
  const lessons = [...new Set(all.map(({ said }) => said.lesson))];
  const voices = [...new Set(all.map(({ voice }) => voice))];
  const row = (name: string, spoken: readonly Spoken[]): string[] => [
    name,
    written(share(spoken, ({ outcome }) => outcome === 'heard')),
    written(share(spoken, ({ outcome }) => outcome === 'heard' || outcome === 'asked back')),
    String(spoken.filter(({ outcome }) => outcome === 'another').length),
    String(spoken.filter(({ outcome }) => outcome === 'not understood').length),
  ];
  const head = ['heard', 'heard or asked back', 'taken for another', 'not understood'];
  return [
    {
      title: 'By lesson',
      head: ['lesson', ...head],
      rows: lessons.map((id) =>
        row(
          id,
          all.filter(({ said }) => said.lesson === id),
        ),
      ),
    },
    {
      title: 'By voice',
      head: ['voice', ...head],
      rows: voices.map((voice) =>
        row(
          voice,
          all.filter((spoken) => spoken.voice === voice),
        ),
      ),
    },
    {
      title: 'Not recognised',
      head: ['lesson', 'where', 'said', 'voices that failed', 'taken for'],
      rows: notRecognised(all),
    },
  ];
}

/** One line for each text that any voice failed with, most failures first. */
function notRecognised(all: readonly Spoken[]): string[][] {
  const failed = new Map<string, Spoken[]>();
  for (const spoken of all) {
    if (spoken.outcome === 'heard' || spoken.outcome === 'asked back') continue;
    const { lesson, where, text } = spoken.said;
    const key = `${lesson}\n${where}\n${text}`;
    failed.set(key, [...(failed.get(key) ?? []), spoken]);
  }
  return [...failed.values()]
    .sort((left, right) => right.length - left.length)
    .map((group) => {
      const taken = [...new Set(group.map((spoken) => spoken.taken || 'nothing'))];
      const { lesson = '', where = '', text = '' } = group[0]?.said ?? {};
      return [lesson, where, text, group.map(({ voice }) => voice).join(', '), taken.join(', ')];
    });
}
