import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { realClock } from '../../../kit/clock.ts';
import { silentLog } from '../../../kit/log.ts';
import { fakeLanguageModel, type ModelScripting } from '../../../ports/language-model/fake.ts';
import { readDraft, textOf } from '../editor/lesson-text.ts';
import { describeProblem } from '../json-file.ts';
import { loadContent } from '../load-content.ts';
import { shippedContent } from '../testing/lesson-door.ts';
import { lessonFromTemplates, type TopicWish } from './from-templates.ts';
import { draftMaker } from './make-draft.ts';

const { templates } = loadContent(shippedContent);
if (!templates) throw new Error('there are no templates');
const wish = (more: Partial<TopicWish> = {}): TopicWish => ({
  topic: 'coffee',
  language: 'pl',
  level: 'A1',
  dialogues: 5,
  ...more,
});
const problemsOf = (content: Record<string, unknown>): string[] =>
  readDraft('x', textOf(content)).problems.map(describeProblem);

describe('templates', () => {
  const topics = [
    ...templates.families.map(({ topics: [first = ''] }) => first),
    'astronomia',
    'Rośliny ogrodowe',
    '!?',
  ];
  const cases = topics.flatMap((topic) => (['pl', 'en'] as const).map((language) => [topic, language] as const));

  test.each(cases)('[E40] about %s in %s, of any length', (topic, language) => {
    for (let dialogues = 2; dialogues <= 10; dialogues++) {
      const content = lessonFromTemplates(templates, wish({ topic, language, dialogues }));
      expect(problemsOf(content)).toEqual([]);
      expect((content.dialogues as unknown[]).length).toBe(dialogues);
      expect(textOf(content)).not.toMatch(/\{[\w.]+\}/);
      const { lesson } = readDraft('x', textOf(content));
      expect(lesson?.exchanges.every((exchange) => exchange.translation !== '' && exchange.hints.length > 0)).toBe(
        true,
      );
    }
  });

  test('[E40] each word of a family has every form that its lines ask for', () => {
    // Whichever words a topic names come first, so that each word stands in each slot.
    for (const family of templates.families) {
      for (const word of family.words) {
        const topic = `${family.topics[0]} ${word.topics[0]}`;
        for (const language of ['pl', 'en'] as const)
          expect(problemsOf(lessonFromTemplates(templates, wish({ topic, language, dialogues: 10 })))).toEqual([]);
      }
    }
  });

  test('[E40] any topic makes a lesson', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 2, maxLength: 60 }),
        fc.constantFrom('pl' as const, 'en' as const),
        (topic, language) => {
          const usable = topic.trim().length < 2 ? 'xx' : topic.trim();
          const found = problemsOf(lessonFromTemplates(templates, wish({ topic: usable, language })));
          expect(found.filter((line) => !line.includes('warning'))).toEqual([]);
        },
      ),
    );
  });

  test('[E40] a word that the topic names comes first, in its right form', () => {
    const { dialogues } = lessonFromTemplates(templates, wish({ topic: 'Herbata po polsku' }));
    expect(JSON.stringify(dialogues)).toContain('Poproszę herbatę.');
    const shop = lessonFromTemplates(templates, wish({ topic: 'buying a jacket' }));
    expect(JSON.stringify(shop.dialogues)).toContain('Szukam kurtki.');
    expect(JSON.stringify(shop.dialogues)).toContain('"say":"Szukam kurtkę."');
  });

  test('[E40] where two forms are one, there is nothing to get wrong', () => {
    const { dialogues } = lessonFromTemplates(templates, wish({ topic: 'sport' }));
    expect(JSON.stringify(dialogues)).toContain('Lubię sport.');
    expect(JSON.stringify(dialogues)).not.toContain('"say":"Lubię sport."');
  });
});

describe('a model', () => {
  const good = JSON.stringify({ ...lessonFromTemplates(templates, wish({ dialogues: 3 })), title: 'By the model' });
  const make = (script: ModelScripting) => {
    const atOnce = { firstMs: 0, everyMs: 0 };
    const model = fakeLanguageModel(realClock, {
      script: (request, index) => ({ ...atOnce, ...(typeof script === 'function' ? script(request, index) : script) }),
    });
    const made = draftMaker({ templates, model, log: silentLog })(wish({ dialogues: 3 }), new AbortController().signal);
    return { made, model };
  };

  test('[E41] an answer with words around it is taken', async () => {
    const { made, model } = make({ text: `Here it is:\n\`\`\`json\n${good}\n\`\`\`` });
    expect(await made).toMatchObject({
      madeBy: 'model',
      content: { title: 'By the model', language: 'pl', level: 'A1' },
    });
    expect(model.requests).toHaveLength(1);
  });

  test('[E41] it is shown what was wrong, and asked again', async () => {
    const wrong = good.replace('"id":"d2"', '"id":"d1"');
    const { made, model } = make((_, index) => ({ text: index === 0 ? 'Sorry' : index === 1 ? wrong : good }));
    expect((await made).madeBy).toBe('model');
    expect(model.requests).toHaveLength(3);
    expect(model.requests[2]?.messages.at(-1)?.content).toContain('d1 is the id of two dialogues');
  });

  test('[E41] it does not decide the language, the level or the length', async () => {
    const { made, model } = make((_, index) => ({
      text:
        index === 0
          ? JSON.stringify(lessonFromTemplates(templates, wish({ dialogues: 2 })))
          : good.replace('"pl","from"', '"xx","from"'),
    }));
    expect((await made).content).toMatchObject({ language: 'pl', from: 'en' });
    expect(model.requests[1]?.messages.at(-1)?.content).toContain('It has 2 dialogues, not 3.');
  });

  test.each<[string, ModelScripting]>([
    ['never manages', { text: 'I cannot.' }],
    ['breaks off', { end: 'fail', endAfter: 1 }],
  ])('[E41] templates stand in for one that %s', async (_, script) => {
    const { made } = make(script);
    expect(await made).toMatchObject({ madeBy: 'templates', content: { title: 'Coffee' } });
  });
});
