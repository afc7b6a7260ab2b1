import { plainText } from './answer-text.ts';
import { answerSaying, answersOf, resolveTarget, routeOf } from './compile-lesson.ts';
import { type Problem, pointer } from './json-file.ts';
import type { JsonLines } from './json-lines.ts';
import type { LessonFile } from './lesson-schema.ts';
import { type Report, taskProblems } from './tasks/task-problems.ts';

/** A tutor's line that is longer than this many words is no spoken line. */
const longestLine = 15;

/** What no schema can see: routes that lead nowhere, answers that contradict each other. */
export function lessonProblems(name: string, file: LessonFile, lines: JsonLines): Problem[] {
  const problems: Problem[] = [];
  const report = (severity: Problem['severity'], path: readonly PropertyKey[], message: string): void => {
    problems.push({ file: name, line: lines.lineOf(path), path: pointer(path), severity, message });
  };
  const ids = new Set<string>();
  for (const [index, dialogue] of file.dialogues.entries()) {
    const at = ['dialogues', index];
    if (ids.has(dialogue.id)) report('error', [...at, 'id'], `${dialogue.id} is the id of two dialogues`);
    ids.add(dialogue.id);
    checkTexts(file, index, report);
    checkOptions(file, index, report);
    if (dialogue.tutor.split(/\s+/).length > longestLine) {
      report('warning', [...at, 'tutor'], `more than ${longestLine} words in one spoken line`);
    }
  }
  checkTargets(file, report);
  taskProblems(file, report);
  checkTranslations(file, report);
  // The graph means nothing while a target is missing.
  const misled = problems.some(({ severity, path }) => severity === 'error' && path.startsWith('/dialogues'));
  if (!misled) checkGraph(file, report);
  return problems;
}

function checkTexts(file: LessonFile, index: number, report: Report): void {
  const dialogue = file.dialogues[index];
  if (!dialogue) return;
  const plain = (text: string): string => plainText(text, file.language);
  const seen = new Map<string, string>();
  // The old files repeat answers that differ in punctuation only; a wrong form that is right is a mistake of ours.
  const take = (text: string, path: readonly PropertyKey[], what: 'an expected answer' | 'a wrong form'): void => {
    const key = plain(text);
    const before = seen.get(key);
    if (key === '') report('error', path, `"${text}" has no words`);
    else if (before === undefined) seen.set(key, what);
    else report(what === before ? 'warning' : 'error', path, `"${text}" is already ${before} of this dialogue`);
  };
  for (const [position, entry] of dialogue.expected.entries()) {
    const at = ['dialogues', index, 'expected', position];
    if (typeof entry === 'string') take(entry, at, 'an expected answer');
    else {
      take(entry.text, [...at, 'text'], 'an expected answer');
      entry.alternatives.forEach((text, form) => {
        take(text, [...at, 'alternatives', form], 'an expected answer');
      });
    }
  }
  const answers = answersOf(file, index);
  for (const [position, wrong] of dialogue.wrong.entries()) {
    const at = ['dialogues', index, 'wrong', position];
    take(wrong.say, [...at, 'say'], 'a wrong form');
    if (!answerSaying(answers, wrong.better, file.language)) {
      report('error', [...at, 'better'], `"${wrong.better}" is no expected answer of this dialogue`);
    }
  }
}

function checkOptions(file: LessonFile, index: number, report: Report): void {
  const options = file.dialogues[index]?.options ?? [];
  if (options.length === 0) return;
  const at = ['dialogues', index, 'options'];
  const defaults = options.filter((option) => option.default).length;
  if (defaults !== 1) report('error', at, `exactly one option must be the default, not ${defaults}`);
  for (const [position, option] of options.entries()) {
    if (!option.match && !option.default)
      report('error', [...at, position], 'an option needs a match or must be the default');
  }
}

/** What a learner would miss in a language of their own. A file that translates nothing means it so. */
function checkTranslations(file: LessonFile, report: Report): void {
  const translated = file.dialogues.some(({ translation }) => translation);
  file.dialogues.forEach((dialogue, index) => {
    if (translated && !dialogue.translation)
      report('warning', ['dialogues', index], `${dialogue.id} has no translation`);
  });
  if (translated && file.closing && !file.closing_translation)
    report('warning', ['closing'], 'has no closing_translation');
  (file.vocabulary ?? []).forEach((entry, index) => {
    for (const language of [file.language, file.from])
      if (!entry[language]) report('warning', ['vocabulary', index], `is not there in ${language}`);
  });
}

function checkTargets(file: LessonFile, report: Report): void {
  const ids = new Set(file.dialogues.map((dialogue) => dialogue.id));
  const check = (next: string | null | undefined, path: readonly PropertyKey[]): void => {
    if (!next || ids.has(next)) return;
    if (resolveTarget(file, next) === null) report('warning', path, `${next} is not here: the lesson ends`);
    else report('error', path, `there is no dialogue ${next}`);
  };
  for (const [index, dialogue] of file.dialogues.entries()) {
    const at = ['dialogues', index];
    check(dialogue.next, [...at, 'next']);
    dialogue.options?.forEach((option, position) => {
      check(option.next, [...at, 'options', position, 'next']);
    });
    dialogue.expected.forEach((entry, position) => {
      if (typeof entry !== 'string') check(entry.next, [...at, 'expected', position, 'next']);
    });
  }
}

function checkGraph(file: LessonFile, report: Report): void {
  const edges = new Map<string, Set<string | null>>();
  for (const [index, dialogue] of file.dialogues.entries()) {
    const onward = routeOf(file, index, undefined).next;
    edges.set(dialogue.id, new Set([onward, ...answersOf(file, index).map((answer) => answer.next)]));
    if (onward === dialogue.id) report('error', ['dialogues', index], `${dialogue.id} leads to itself by default`);
  }
  const first = file.dialogues[0]?.id ?? null;
  const reached = spread(first === null ? [] : [first], (id) => edges.get(id) ?? []);
  const before = new Map<string, string[]>();
  for (const [id, nexts] of edges)
    for (const next of nexts) if (next !== null) before.set(next, [...(before.get(next) ?? []), id]);
  const ending = [...edges].filter(([, nexts]) => nexts.has(null)).map(([id]) => id);
  const endable = spread(ending, (id) => before.get(id) ?? []);
  for (const [index, { id }] of file.dialogues.entries()) {
    const at = ['dialogues', index, 'id'];
    if (!reached.has(id)) report('error', at, `nothing leads to ${id}`);
    else if (!endable.has(id))
      report('error', at, `no way out of ${cycleFrom(edges, id).join(' → ')}: the lesson never ends`);
  }
  checkFallthrough(file, report);
}

/** One arm of a branch that runs on into its sibling was most likely forgotten a `next`. */
function checkFallthrough(file: LessonFile, report: Report): void {
  for (const [index, dialogue] of file.dialogues.entries()) {
    const follower = file.dialogues[index + 1];
    if (!follower || dialogue.next !== undefined || dialogue.options?.length) continue;
    const runsOn = answersOf(file, index).some((answer) => answer.next === follower.id);
    const fork = file.dialogues.find((_, at) => {
      const targets = new Set(answersOf(file, at).map((answer) => answer.next));
      return at !== index && targets.has(dialogue.id) && targets.has(follower.id);
    });
    if (runsOn && fork) {
      report(
        'warning',
        ['dialogues', index],
        `${dialogue.id} runs on into ${follower.id}, its sibling at ${fork.id}: is "next" missing?`,
      );
    }
  }
}

function spread(from: Iterable<string>, nextOf: (id: string) => Iterable<string | null>): Set<string> {
  const seen = new Set(from);
  for (const id of seen) for (const next of nextOf(id)) if (next !== null) seen.add(next);
  return seen;
}

function cycleFrom(edges: ReadonlyMap<string, ReadonlySet<string | null>>, from: string): string[] {
  const path = [from];
  for (;;) {
    const next = [...(edges.get(path.at(-1) ?? from) ?? [])].find((id) => id !== null);
    if (!next) return path;
    const again = path.includes(next);
    path.push(next);
    if (again) return path;
  }
}
