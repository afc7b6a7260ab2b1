import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { alikePhrases } from './alike.ts';
import { plainText } from './answer-text.ts';
import { commandNames, commandPhrases, confirmationPhrases } from './commands.ts';
import { contentReport } from './content-report.ts';
import { lessons } from './index.ts';
import { loadContent } from './load-content.ts';
import { readLesson } from './read-lesson.ts';

const contentFolder = fileURLToPath(new URL('../../../content', import.meta.url));
const clock = new VirtualClock();
const content = loadContent(contentFolder);

/** Case and gender are what these teach. */
const alikeOnPurpose: Record<string, [string, string, boolean][]> = {
  'cafe-pl': [['Poproszę czarna kawa.', 'Poproszę czarną kawę.', false]],
  'appointments-pl': [['Chciałbym umówić wizytę.', 'Chciałabym umówić wizytę.', false]],
};

describe('our own content', () => {
  test('[S24] has no problem, not even a warning', () => {
    expect(content.problems).toEqual([]);
    expect(content.lessons.map(({ id }) => id)).toEqual(expect.arrayContaining(['cafe-en', 'cafe-pl']));
  });

  test.each(content.lessons.map((lesson) => [lesson.id, lesson] as const))(
    '%s: every exchange is complete',
    (_, lesson) => {
      expect(lesson.exchanges.length).toBeGreaterThanOrEqual(8);
      expect(lesson.exchanges.length).toBeLessThanOrEqual(12);
      for (const exchange of lesson.exchanges) {
        const texts = [
          ...exchange.answers.flatMap(({ forms }) => forms.map(({ text }) => text)),
          ...exchange.wrong.map(({ say }) => say),
        ];
        expect(texts.length, exchange.id).toBeGreaterThanOrEqual(6);
        expect(texts.length, exchange.id).toBeLessThanOrEqual(16);
        expect(exchange.answers.length, exchange.id).toBeGreaterThanOrEqual(2);
        expect(exchange.wrong.length, exchange.id).toBeGreaterThanOrEqual(2);
        expect(exchange.hints.length, exchange.id).toBeGreaterThanOrEqual(1);
        expect([exchange.translation, exchange.grammar], exchange.id).not.toContain('');
        for (const { translation, text } of exchange.answers) expect(translation, text).not.toBe('');
        for (const text of texts) expect(text.split(' ').length, text).toBeLessThanOrEqual(8);
        for (const { why } of exchange.wrong) expect(why.split(' ').length, why).toBeLessThanOrEqual(20);
      }
    },
  );

  test.each(content.lessons.map((lesson) => [lesson.id, lesson] as const))(
    '%s: its alikes are those that are the point',
    (_, lesson) => {
      const pairs = alikePhrases(lesson).map(({ left, right, marksOnly }) => [left, right, marksOnly]);
      expect(pairs).toEqual(alikeOnPurpose[lesson.id] ?? []);
    },
  );

  test.each(['en', 'pl'])('[S15] every command can be said in %s, and is no answer of a lesson', (language) => {
    if (!content.commands) throw new Error('no commands');
    const phrases = [
      ...commandPhrases(content.commands, language),
      ...confirmationPhrases(content.commands, language, ['yes', 'no', 'again']),
    ];
    expect(new Set(phrases.map(({ id }) => id.split(':')[1]))).toEqual(
      new Set([...commandNames, 'yes', 'no', 'again']),
    );
    const said = new Set(phrases.map(({ text }) => plainText(text, language)));
    for (const lesson of content.lessons.filter((one) => one.language === language)) {
      for (const { answers, wrong } of lesson.exchanges) {
        const texts = [
          ...answers.flatMap(({ forms }) => forms.map(({ text }) => text)),
          ...wrong.map(({ say }) => say),
        ];
        expect(texts.filter((text) => said.has(plainText(text, language)))).toEqual([]);
      }
    }
  });
});

describe('alike phrases', () => {
  test('pairs that would be answered differently are found, ways of one answer are not', () => {
    const dialogues = [
      {
        id: 'a',
        tutor: 'T',
        expected: [{ text: 'a red apple', alternatives: ['a red apples'] }, 'a rod apple'],
        wrong: [{ say: 'ą red apple', better: 'a red apple', why: 'w', kind: 'SPELL' }],
      },
    ];
    const { lesson } = readLesson('x.json', JSON.stringify({ id: 'x', title: 'X', level: 'A1', dialogues }));
    const found = lesson
      ? alikePhrases(lesson).map(({ left, right, kind, marksOnly }) => [left, right, kind, marksOnly])
      : [];
    expect(found).toContainEqual(['a red apple', 'a rod apple', 'answers', false]);
    expect(found).toContainEqual(['ą red apple', 'a red apple', 'mistake', true]);
    expect(found).not.toContainEqual(['a red apple', 'a red apples', 'answers', false]);
  });
});

describe('the door', () => {
  const feature = lessons({ contentFolder, clock });

  test.each([
    ['en', 'cafe-en'],
    ['pl-PL', 'cafe-pl'],
    ['EN-GB', 'cafe-en'],
    ['de', 'cafe-en'],
    ['', 'cafe-en'],
  ])('[S27] %j talks in %s', (language, id) => {
    expect(feature.defaultSceneFor(language)).toBe(id);
  });

  test('lists its scenes, opens them, and knows no others', () => {
    expect(feature.scenes.list()).toContainEqual(
      expect.objectContaining({ id: 'cafe-pl', title: 'W kawiarni', language: 'pl', from: 'en', level: 'A1' }),
    );
    expect(feature.scenes.open('cafe-pl', {})).toMatchObject({ id: 'cafe-pl', language: 'pl' });
    expect(feature.scenes.open('toString', {})).toBeUndefined();
    expect(feature.wordsOf('cafe-en')).toEqual(expect.arrayContaining(['cappuccino', 'wi-fi', "I'd", 'croissant']));
    expect(feature.wordsOf('nowhere')).toEqual([]);
  });
});

describe('broken content', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'content-'));
    mkdirSync(join(folder, 'lessons'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('[S24] nothing there: each missing part is told', () => {
    rmSync(join(folder, 'lessons'), { recursive: true });
    expect(() => lessons({ contentFolder: folder, clock })).toThrow(
      /commands\.json:1: cannot be read: [\s\S]*lessons:1: cannot be read/,
    );
  });

  test('[S24] no lesson at all', () => {
    expect(() => lessons({ contentFolder: folder, clock })).toThrow(/lessons:1: holds no lesson/);
  });

  test('[S24] an error keeps the server from starting, with file and line', () => {
    writeFileSync(join(folder, 'commands.json'), '{ "commands": {},\n "confirmations": {} }');
    writeFileSync(join(folder, 'lessons', 'x.json'), '{ "id": "x",\n "title": "X", "level": "A1",\n "dialogues": [] }');
    const report = contentReport(folder);
    expect(report.errors).toBeGreaterThan(1);
    expect(() => lessons({ contentFolder: folder, clock })).toThrow(/x\.json:3: \/dialogues: /);
    expect(report.lines.join('\n')).toMatch(/commands\.json:1: \/commands\/repeat: /);
  });

  test('[S24] two lessons of one id', () => {
    const text = JSON.stringify({
      id: 'x',
      title: 'X',
      level: 'A1',
      dialogues: [{ id: 'd', tutor: 'T', expected: ['yes'] }],
    });
    writeFileSync(join(folder, 'lessons', 'a.json'), text);
    writeFileSync(join(folder, 'lessons', 'b.json'), text);
    expect(contentReport(folder).lines.join('\n')).toMatch(/b\.json:1: there is another lesson x/);
  });
});
