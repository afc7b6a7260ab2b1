import { editDistance, plainText } from './answer-text.ts';
import type { ItemAnswer, ItemResult, Quiz, QuizQuestion, Task, TaskResult } from './tasks.ts';

/**
 * Scores tasks and quizzes. Pure, so that a page scores what is done offline just as the server does.
 * Items that were not answered are `missing`; answers to items that do not exist are passed over.
 */

export function scoreTask(task: Task, answers: readonly ItemAnswer[]): TaskResult {
  const given = new Map(answers.map((answer) => [answer.item, answer]));
  if (task.type === 'sequence') return resultOf(scoreSequence(task, given));
  if (task.type === 'match_pairs') return resultOf(scorePairs(task, given));
  const results: ItemResult[] = [];
  for (const item of task.items) results.push(scoreItem(task, item.id, given.get(item.id)));
  return resultOf(results);
}

export function scoreQuiz(quiz: Quiz, answers: readonly ItemAnswer[]): TaskResult {
  const given = new Map(answers.map((answer) => [answer.item, answer]));
  return resultOf(quiz.questions.map((question) => scoreQuestion(question, given.get(question.id))));
}

const resultOf = (items: ItemResult[]): TaskResult => ({
  right: items.filter(({ verdict }) => verdict === 'right' || verdict === 'close').length,
  total: items.length,
  items,
});

const plainResult = (
  item: string,
  verdict: ItemResult['verdict'],
  more: { answer: string; given?: string; why?: string },
): ItemResult => ({ item, verdict, given: '', why: '', words: [], ...more });

/** One item of a task whose items stand alone. */
function scoreItem(task: Task, id: string, answer: ItemAnswer | undefined): ItemResult {
  switch (task.type) {
    case 'listen_repeat':
    case 'shadowing':
    case 'dictation': {
      const item = task.items.find((one) => one.id === id);
      return scoreText(id, answer?.text, [item?.text ?? ''], task.language);
    }
    case 'fill_blank': {
      const item = task.items.find((one) => one.id === id);
      if (!item) return plainResult(id, 'missing', { answer: '' });
      // A learner may type the whole sentence.
      const whole = [item.answer, ...item.alternatives].map((word) => `${item.before}${word}${item.after}`);
      const typed = answer?.text ?? '';
      const long =
        plainText(typed, item.language).split(' ').length > plainText(item.answer, item.language).split(' ').length + 1;
      return scoreText(id, answer?.text, long ? whole : [item.answer, ...item.alternatives], item.language);
    }
    case 'multiple_choice': {
      const item = task.items.find((one) => one.id === id);
      return scoreChoice(id, answer?.choice, item?.choices ?? [], item?.answer ?? 0, item?.why ?? '');
    }
    case 'minimal_pairs': {
      const item = task.items.find((one) => one.id === id);
      const pair = item?.pair ?? ['', ''];
      const played = answer?.played ?? 0;
      if (answer?.text !== undefined) return scoreText(id, answer.text, [pair[played] ?? ''], task.language, 'exactly');
      const why = item ? pair.map((word, at) => `${word}: ${item.translations[at] ?? ''}`).join(' · ') : '';
      return scoreChoice(id, answer?.choice, pair, played, item?.translations[0] ? why : '');
    }
    default:
      return plainResult(id, 'missing', { answer: '' });
  }
}

function scoreQuestion(question: QuizQuestion, answer: ItemAnswer | undefined): ItemResult {
  if (question.kind === 'type') {
    const texts = [question.answer, ...question.alternatives];
    return { ...scoreText(question.id, answer?.text, texts, question.language), why: question.why };
  }
  return scoreChoice(question.id, answer?.choice, question.choices, question.answer, question.why);
}

function scoreChoice(
  item: string,
  choice: number | undefined,
  choices: readonly string[],
  right: number,
  why: string,
): ItemResult {
  const answer = choices[right] ?? '';
  const given = choice === undefined ? undefined : choices[choice];
  if (given === undefined) return plainResult(item, 'missing', { answer, why });
  return plainResult(item, choice === right ? 'right' : 'wrong', { answer, given, why });
}

/**
 * A typed text against the right ones, the nearest of which is told. Marks and one letter in five are `close`, unless the
 * text has to be given `exactly`, as one of two words that differ in a sound.
 */
export function scoreText(
  item: string,
  typed: string | undefined,
  right: readonly string[],
  language: string,
  how: 'exactly' | 'nearly' = 'nearly',
): ItemResult {
  const said = plainText(typed ?? '', language);
  const [first = ''] = right;
  if (said === '') return plainResult(item, 'missing', { answer: first });
  const nearest = right
    .map((text) => ({ text, plain: plainText(text, language) }))
    .map((one) => ({ ...one, distance: editDistance(said, one.plain) }))
    .reduce((best, one) => (one.distance < best.distance ? one : best));
  const verdict =
    nearest.distance === 0 ? 'right' : how === 'nearly' && isClose(said, nearest.plain) ? 'close' : 'wrong';
  return {
    ...plainResult(item, verdict, { answer: nearest.text, given: (typed ?? '').trim() }),
    words: alignWords(typed ?? '', nearest.text, language),
  };
}

/** Each word is the same but for its marks or one letter of five or more; a slip in a short word is another word. */
function isClose(said: string, wanted: string): boolean {
  const saidWords = said.split(' ');
  const wantedWords = wanted.split(' ');
  if (saidWords.length !== wantedWords.length) return said.replaceAll(' ', '') === wanted.replaceAll(' ', '');
  return wantedWords.every((word, at) => isSlip(saidWords[at] ?? '', word));
}

function isSlip(said: string, wanted: string): boolean {
  const distance = editDistance(said, wanted);
  return distance < 1 || (wanted.length >= 5 && distance < 2 && said[0] === wanted[0] && sameEnd(said, wanted));
}

/** In an inflected language the end of a word is its grammar: a wrong one is a mistake, not a slip. */
const sameEnd = (said: string, wanted: string): boolean => editDistance(said.slice(-2), wanted.slice(-2)) < 1;

/** The words of the right text and those that were typed besides, in the order of the right text. */
export function alignWords(typed: string, right: string, language: string): ItemResult['words'] {
  const wanted = wordsOf(right, language);
  const said = wordsOf(typed, language);
  const cost: number[][] = [];
  for (let i = 0; i <= said.length; i++) {
    cost.push([]);
    for (let j = 0; j <= wanted.length; j++) {
      const swap =
        i === 0 || j === 0
          ? Number.POSITIVE_INFINITY
          : (cost[i - 1]?.[j - 1] ?? 0) + distanceOf(said[i - 1], wanted[j - 1]);
      const less = Math.min(
        (cost[i - 1]?.[j] ?? Number.POSITIVE_INFINITY) + 1,
        (cost[i]?.[j - 1] ?? Number.POSITIVE_INFINITY) + 1,
      );
      cost[i]?.push(i === 0 && j === 0 ? 0 : Math.min(swap, less));
    }
  }
  const words: ItemResult['words'] = [];
  let i = said.length;
  let j = wanted.length;
  const at = (row: number, column: number): number => cost[row]?.[column] ?? Number.POSITIVE_INFINITY;
  while (i > 0 || j > 0) {
    const [mine, theirs] = [said[i - 1], wanted[j - 1]];
    if (i > 0 && j > 0 && mine && theirs && at(i, j) === at(i - 1, j - 1) + distanceOf(mine, theirs)) {
      const verdict = mine.plain === theirs.plain ? 'good' : isSlip(mine.plain, theirs.plain) ? 'close' : 'missed';
      words.unshift({ text: theirs.text, verdict });
      i--;
      j--;
    } else if (j > 0 && at(i, j) === at(i, j - 1) + 1) {
      words.unshift({ text: theirs?.text ?? '', verdict: 'missed' });
      j--;
    } else {
      words.unshift({ text: mine?.text ?? '', verdict: 'extra' });
      i--;
    }
  }
  return words;
}

interface Word {
  text: string;
  plain: string;
}

/** A word put for another costs less than one left out and one added, or nothing would be aligned. */
const distanceOf = (said: Word | undefined, wanted: Word | undefined): number => {
  const [left, right] = [said?.plain ?? '', wanted?.plain ?? ''];
  const longest = Math.max(left.length, right.length, 1);
  return Math.min(1.6, (1.6 * editDistance(left, right)) / longest);
};

const wordsOf = (text: string, language: string): Word[] =>
  text.split(/\s+/).flatMap((word) => {
    const plain = plainText(word, language);
    return plain === '' ? [] : [{ text: word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''), plain }];
  });

function scorePairs(
  task: Extract<Task, { type: 'match_pairs' }>,
  given: ReadonlyMap<string, ItemAnswer>,
): ItemResult[] {
  return task.items.map((item) => {
    const answer = `${item.left} – ${item.right}`;
    const put = task.items.find(({ id }) => id === given.get(item.id)?.match);
    if (!put) return plainResult(item.id, 'missing', { answer });
    return plainResult(item.id, put.right === item.right ? 'right' : 'wrong', { answer, given: put.right });
  });
}

/** Items are right that stand in order: the most that can be left where they are. Equal texts may change places. */
function scoreSequence(
  task: Extract<Task, { type: 'sequence' }>,
  given: ReadonlyMap<string, ItemAnswer>,
): ItemResult[] {
  const placed = task.items
    .flatMap((item, at) => {
      const place = given.get(item.id)?.place;
      return place === undefined ? [] : [{ item, at, place }];
    })
    .sort((left, right) => left.place - right.place);
  // Of equal texts the first put is taken for the first meant.
  const free = new Map<string, number[]>();
  for (const [at, { text }] of task.items.entries()) free.set(text, [...(free.get(text) ?? []), at]);
  const order = placed.map(({ item }) => ({ item, at: free.get(item.text)?.shift() ?? -1 }));
  const kept = longestRising(order.map(({ at }) => at));
  const verdicts = new Map(order.map(({ item }, index) => [item.id, kept.has(index) ? 'right' : 'wrong'] as const));
  return task.items.map((item) =>
    plainResult(item.id, verdicts.get(item.id) ?? 'missing', {
      answer: item.text,
      given: verdicts.has(item.id) ? item.text : '',
    }),
  );
}

/** Indices of the longest rising subsequence, the earliest of equals. */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  const length: number[] = [];
  const before: number[] = [];
  values.forEach((value, at) => {
    let best = -1;
    for (let i = 0; i < at; i++) {
      if ((values[i] ?? 0) < value && (length[i] ?? 0) > (best < 0 ? 0 : (length[best] ?? 0))) best = i;
    }
    before.push(best);
    length.push(best < 0 ? 1 : (length[best] ?? 0) + 1);
  });
  const kept = new Set<number>();
  let at = length.indexOf(Math.max(0, ...length));
  while (at >= 0) {
    kept.add(at);
    at = before[at] ?? -1;
  }
  return kept;
}
