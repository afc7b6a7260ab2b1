import { describe, expect, test } from 'vitest';
import { applyPhraseRules } from '../../ports/grammar/phrase-rule.ts';
import { correctEnglish } from './correct-english.ts';
import { learnerRules } from './learner-rules.ts';

/** For each rule: a wrong sentence and its first correction, and correct sentences that look alike. */
const cases: Record<string, { hits: [wrong: string, right: string][]; misses: string[] }> = {
  'am-agree': {
    hits: [
      ['I am agree with you.', 'I agree with you.'],
      ['he is not agree', "he doesn't agree"],
      ["She's agree.", 'She agrees.'],
    ],
    misses: ['I agree.', 'We are agreed.', 'They are agreeable.'],
  },
  'am-base-verb': {
    hits: [
      ['I am go to school.', 'I go to school.'],
      ['i am live in Warsaw', 'I live in Warsaw'],
    ],
    misses: ['I am going.', 'That is what I am like.', 'Here I am, want some?'],
  },
  'am-boring': {
    hits: [
      ['I am boring.', 'I am bored.'],
      ["i'm really boring", "I'm really bored"],
    ],
    misses: ['I am boring to him.', 'The film is boring.', "I'm boring a hole."],
  },
  'interesting-in': {
    hits: [['I am very interesting in sport.', 'I am very interested in sport.']],
    misses: ['He is interesting in person.', 'It is interesting in many ways.'],
  },
  'exciting-about': {
    hits: [["I'm exciting about it", "I'm excited about it"]],
    misses: ['What is exciting about it?'],
  },
  'have-hungry': {
    hits: [
      ['She has hungry.', 'She is hungry.'],
      ['i have thirsty', 'I am thirsty'],
    ],
    misses: ['I have hungry children.', 'I am hungry.'],
  },
  'age': {
    hits: [
      ['I have 20 years old.', 'I am 20 years old.'],
      ['he has ten years old', 'he is ten years old'],
    ],
    misses: ['I have a car that is 20 years old.', 'I am 20 years old.'],
  },
  'age-short': {
    hits: [['I have twenty years.', 'I am twenty years old.']],
    misses: ['I have twenty years of experience.', 'I have ten years left.'],
  },
  'feel-myself': {
    hits: [['I feel myself good.', 'I feel good.']],
    misses: ['I feel good.', 'I feel myself getting old.'],
  },
  'must-to': {
    hits: [
      ['I must to go now.', 'I must go now.'],
      ['you should not to eat it', 'you should not eat it'],
    ],
    misses: ['It is a must to see it.', 'I must go to work.', 'I should, to be honest, go.'],
  },
  'can-to': {
    hits: [
      ['She can to swim.', 'She can swim.'],
      ["I can't to come", "I can't come"],
    ],
    misses: ['I did all I can to help.', 'He runs as fast as he can to get there.', 'We did what we could to help.'],
  },
  'lets-to': { hits: [["Let's to go!", "Let's go!"]], misses: ["Let's go to the park.", 'He lets us go.'] },
  'forward-to': {
    hits: [
      ['I look forward to meet you.', 'I look forward to meeting you.'],
      ["I'm looking forward to go", "I'm looking forward to going"],
    ],
    misses: ['I look forward to meeting you.', 'I look forward to work.'],
  },
  'enjoy-to': {
    hits: [['I enjoy to swim.', 'I enjoy swimming.']],
    misses: ['I enjoy swimming.', 'Enjoy to the full!'],
  },
  'used-to-ing': {
    hits: [['I am used to wake up early.', 'I am used to waking up early.']],
    misses: ['I used to drive.', 'I am used to work, stress and noise.'],
  },
  'suggest-me': {
    hits: [['He suggested me to go.', 'He suggested that I go.']],
    misses: ['He suggested going.', 'He suggested it to me.'],
  },
  'want-that': {
    hits: [
      ['I want that you come.', 'I want you to come.'],
      ["she doesn't want that he go", "she doesn't want him to go"],
    ],
    misses: ['I want that cake.', 'I want that.'],
  },
  'explain-me': {
    hits: [['Can you explain me this?', 'Can you explain to me this?']],
    misses: ['Can you explain this to me?'],
  },
  'explain-them': {
    hits: [['She explained them the rule.', 'She explained to them the rule.']],
    misses: ['He could not explain them.', 'Explain her plan, please.'],
  },
  'say-me': {
    hits: [
      ['He said me the truth.', 'He told me the truth.'],
      ['say me please', 'tell me please'],
    ],
    misses: ['He told me.', 'What he said made me sad.'],
  },
  'borrow-me': { hits: [['Can you borrow me a pen?', 'Can you lend me a pen?']], misses: ['Can I borrow a pen?'] },
  'learn-me': {
    hits: [['Can you learn me English?', 'Can you teach me English?']],
    misses: ['The more I learn, me and my brother.'],
  },
  'depend-of': {
    hits: [['It depends of the weather.', 'It depends on the weather.']],
    misses: ['It depends of course.', 'It depends on you.'],
  },
  'listen-what': {
    hits: [['I listen music.', 'I listen to music.']],
    misses: ['I listen to music.', 'Listen, me too.'],
  },
  'married-with': {
    hits: [['He is married with a doctor.', 'He is married to a doctor.']],
    misses: ['I am married with two children.', 'She is married with a child.', 'He is married with kids.'],
  },
  'good-in': {
    hits: [["I'm very good in maths.", "I'm very good at maths."]],
    misses: ['That sounds good in English.', "I'm good in the morning."],
  },
  'afraid-from': { hits: [['I am afraid from dogs.', 'I am afraid of dogs.']], misses: ['I am afraid of dogs.'] },
  'arrive-to': {
    hits: [['We arrived to the station.', 'We arrived at the station.']],
    misses: ['We arrived to find it closed.', 'We arrived in Warsaw.'],
  },
  'to-home': { hits: [['I go to home.', 'I go home.']], misses: ['I went to Home Depot.', 'Welcome to home cooking.'] },
  'in-weekday': {
    hits: [
      ['See you in Monday.', 'See you on Monday.'],
      ['at friday', 'on friday'],
      ['See you at next Friday.', 'See you next Friday.'],
    ],
    misses: ["I am interested in Monday's class.", 'On Monday, please.', 'In Friday night traffic.'],
  },
  'on-oclock': { hits: [["We meet in 5 o'clock.", "We meet at 5 o'clock."]], misses: ["At five o'clock."] },
  'in-internet': {
    hits: [['I read it in internet.', 'I read it on the internet.']],
    misses: ['I sat in internet cafés.', 'It is on the internet.'],
  },
  'perfect-yesterday': {
    hits: [
      ['I have seen him yesterday.', 'I saw him yesterday.'],
      ["I've been in the cinema last week.", 'I was in the cinema last week.'],
      ['We have bought it two days ago', 'We bought it two days ago'],
    ],
    misses: [
      'I have been here since yesterday.',
      "I have read yesterday's paper.",
      'I have finished what I started yesterday.',
      'I have had more than last year.',
      'I have lived here for two years.',
      'I have to go. Yesterday was long.',
      'I have seen it, but yesterday it was closed.',
    ],
  },
  'yesterday-present': {
    hits: [
      ['Yesterday I go to the cinema.', 'Yesterday I went to the cinema.'],
      ['last week she buys a car', 'last week she bought a car'],
      ['Yesterday we are tired.', 'Yesterday we were tired.'],
    ],
    misses: ['Yesterday I went home.', 'I saw you yesterday. I go there often.'],
  },
  'since-present': {
    hits: [
      ['I live here since 2010.', 'I have lived here since 2010.'],
      ['he works there since Monday', 'he has worked there since Monday'],
    ],
    misses: ['I have lived here since 2010.', 'I work since I need money.', 'He knows, since Monday is free.'],
  },
  'am-since': {
    hits: [['I am here since Monday.', 'I have been here since Monday.']],
    misses: ['I am here, since you asked.', 'I have been here since Monday.'],
  },
  'since-long': {
    hits: [['I know him since long time.', 'I know him for a long time.']],
    misses: ['It happened a long time ago.'],
  },
  'wrongly-regular': {
    hits: [
      ['I goed home.', 'I went home.'],
      ['She has never eated it.', 'She has never eaten it.'],
      ['we swimmed', 'we swam'],
    ],
    misses: ['I went home.', 'A seed needs water.', 'He needed it.'],
  },
  'no-verb': {
    hits: [['I no understand.', "I don't understand."]],
    misses: ['I know. No, I understand.', 'Am I? No, have one.'],
  },
  'not-verb': {
    hits: [['I not understand.', "I don't understand."]],
    misses: ['Should I not have one?', 'Why do they not like it?'],
  },
  'how-call': {
    hits: [['How do you call this?', 'What do you call this?']],
    misses: ['How do you call a taxi?', 'How do you call it off?'],
  },
  'how-called': {
    hits: [['How is it called in English?', 'What is it called in English?']],
    misses: ['What is it called?', 'How is it?'],
  },
  'what-means': {
    hits: [['What means this word?', 'What does this word mean?']],
    misses: ['What means of transport do you use?', 'By what means?', 'I know what means it has.'],
  },
  'there-is-many': {
    hits: [
      ['There is many people.', 'There are many people.'],
      ['there was several cars', 'there were several cars'],
    ],
    misses: ['There is much to do.', 'There is many a slip.', 'There are many people.'],
  },
  'people-is': {
    hits: [['People is nice here.', 'People are nice here.']],
    misses: ['The number of people is growing.', 'One of the people is tall.'],
  },
  'everybody-are': { hits: [['Everybody are here.', 'Everybody is here.']], misses: ['Everybody is here.'] },
  'this-people': {
    hits: [
      ['I know this people.', 'I know these people.'],
      ['This children are loud.', 'These children are loud.'],
    ],
    misses: ["This children's book is good.", 'If you do it like this people will laugh.', 'This person is nice.'],
  },
  'plural-mass': {
    hits: [['I need some informations.', 'I need some information.']],
    misses: ['I need information.', 'She advises me.'],
  },
  'one-mass': {
    hits: [
      ['Can I have an information?', 'Can I have some information?'],
      ['I need an advice from you', 'I need some advice from you'],
    ],
    misses: ['Where is an information desk?', 'A homework club.'],
  },
  'job-article': {
    hits: [
      ['My father is engineer.', 'My father is an engineer.'],
      ["i'm student", "I'm a student"],
    ],
    misses: ['I am a student.', 'He is student number five.', 'She is nurse Jones.'],
  },
  'make-photo': {
    hits: [['Can you make a photo?', 'Can you take a photo?']],
    misses: ['We make photo albums.', 'Can you take a photo?'],
  },
  'make-homework': {
    hits: [['I make my homework.', 'I do my homework.']],
    misses: ['You make my homework easier.', 'I do my homework.'],
  },
  'according-me': {
    hits: [['According to me it is good.', 'In my opinion it is good.']],
    misses: ['According to my mother it is good.'],
  },
  'like-very-much': {
    hits: [
      ['I like very much coffee.', 'I like coffee very much.'],
      ['I like very much the film.', 'I like the film very much.'],
    ],
    misses: ['I like coffee very much.', 'Thank you very much.'],
  },
  'third-person': {
    hits: [
      ['She like coffee.', 'She likes coffee.'],
      ['He study in London', 'He studies in London'],
    ],
    misses: ['Does she like coffee?', 'I saw her and she liked it.', 'Let him and she play.'],
  },
};

const correct = (text: string): string => {
  const [first] = applyPhraseRules(learnerRules, text);
  if (!first) return text;
  return text.slice(0, first.start) + first.suggestions[0] + text.slice(first.end);
};

describe('learner rules', () => {
  test('every rule has its hits and its non-hits', () => {
    expect(Object.keys(cases).sort()).toEqual(learnerRules.map((rule) => rule.id).sort());
    for (const [id, { hits, misses }] of Object.entries(cases))
      expect(hits.length * misses.length, id).toBeGreaterThan(0);
  });

  for (const [id, { hits, misses }] of Object.entries(cases)) {
    test(id, () => {
      for (const [wrong, right] of hits) {
        expect(
          applyPhraseRules(learnerRules, wrong).map((finding) => finding.rule),
          wrong,
        ).toEqual([`learner.${id}`]);
        expect(correct(wrong)).toBe(right);
      }
      for (const fine of misses) expect(applyPhraseRules(learnerRules, fine), fine).toEqual([]);
    });
  }

  test('correct sentences are left alone', () => {
    for (const text of correctEnglish) expect(applyPhraseRules(learnerRules, text), text).toEqual([]);
  });

  test('a curly apostrophe is one too, and places are of the text as given', () => {
    const [finding] = applyPhraseRules(learnerRules, 'Well, let’s to go!');
    expect(finding).toMatchObject({ start: 6, end: 17, suggestions: ["let's go"] });
  });
});
