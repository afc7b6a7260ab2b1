import type { PhraseRule } from '../../ports/grammar/phrase-rule.ts';
import { thirdPerson } from './english-forms.ts';
import { clauseEnds, day, jobs, personIs, rule } from './phrase-parts.ts';

/** Mistakes in prepositions, articles, plurals and words that go together. */
export const wordRules: readonly PhraseRule[] = [
  // Who gets what.
  rule(
    'explain-me',
    'PREP',
    '\\b(explain|explains|explained|explaining) (me|us)\\b(?! (?:away|to)\\b)',
    '$1 to $2',
    'You explain something to somebody.',
  ),
  rule(
    'explain-them',
    'PREP',
    '\\b(explain|explains|explained) (you|him|her|them) (the|this|how|why|what|it)\\b',
    '$1 to $2 $3',
    'You explain something to somebody.',
  ),
  rule(
    'say-me',
    'VERB',
    '\\b(say|says|said) (me|us)\\b',
    ([, verb = '', whom = '']) => [`${{ say: 'tell', says: 'tells' }[verb.toLowerCase()] ?? 'told'} ${whom}`],
    'You tell somebody something; you say something.',
  ),
  rule(
    'borrow-me',
    'VERB',
    '\\bborrow me\\b',
    'lend me',
    'You lend something to somebody; you borrow something from somebody.',
  ),
  rule(
    'learn-me',
    'VERB',
    '(?<=\\b(?:can|could|will|would|to|please) (?:you )?)learn me\\b',
    'teach me',
    'A teacher teaches; a pupil learns.',
  ),

  // Prepositions.
  rule(
    'depend-of',
    'PREP',
    '\\b(depend|depends|depended|depending) of\\b(?! course)',
    '$1 on',
    'Something depends on something.',
  ),
  rule(
    'listen-what',
    'PREP',
    '\\b(listen|listens|listened|listening) (music|the radio|me|him|her|us|songs|podcasts|this song|the song|the music)\\b',
    '$1 to $2',
    'You listen to something.',
  ),
  rule(
    'married-with',
    'PREP',
    '\\bmarried with (my|his|him|me|an? (?!child|kid|baby|son|daughter|family|mortgage|dog|cat)\\p{L}+)\\b',
    'married to $1',
    'You are married to somebody.',
  ),
  rule(
    'good-in',
    'PREP',
    `\\b${personIs} ((?:very |really |quite |not )?)good in (english|polish|maths|math|tennis|football|cooking|sports?|languages|swimming|drawing|singing)\\b`,
    '$1 $2good at $3',
    'You are good at something.',
  ),
  rule('afraid-from', 'PREP', '\\bafraid from\\b', 'afraid of', 'You are afraid of something.'),
  rule(
    'arrive-to',
    'PREP',
    '\\b(arrive|arrives|arrived|arriving) to (the (?:station|airport|hotel|office|party|cinema|school|city)|my|our)\\b',
    '$1 at $2',
    'You arrive at a place, or in a city or country.',
  ),
  rule(
    'to-home',
    'PREP',
    '\\b(go|goes|going|went|come|comes|coming|came|return|returned) (?:back )?to home\\b(?! \\p{L})',
    '$1 home',
    '“Home” needs no “to” here.',
  ),
  rule(
    'in-weekday',
    'PREP',
    `(?<!\\b(?:interested|believe|believes|believed|change|changes) )\\b(?:in|at) (next |last )?${day}\\b(?!'|-| (?:morning|afternoon|evening|night|to)\\b)`,
    ([, which, name = '']) => [which ? `${which.trim()} ${name}` : `on ${name}`],
    'Days of the week go with “on”.',
  ),
  rule(
    'on-oclock',
    'PREP',
    "\\b(?:in|on) (\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'clock\\b",
    "at $1 o'clock",
    'Clock times go with “at”.',
  ),
  rule('in-internet', 'PREP', `\\bin (?:the )?internet${clauseEnds}`, 'on the internet', 'Things are on the internet.'),

  // Nouns and articles.
  rule(
    'there-is-many',
    'VERB:SVA',
    '\\bthere (is|was) (many|several|a few)\\b(?! an? )',
    ([, verb = '', many = '']) => [`there ${verb.toLowerCase() === 'is' ? 'are' : 'were'} ${many}`],
    'Several things: “there are”.',
  ),
  rule(
    'people-is',
    'VERB:SVA',
    '(?<=^|[.,!?] |because )((?:the |some |many |most |polish |english |these )?people) (is|was|has)\\b',
    ([, people = '', verb = '']) => [`${people} ${{ is: 'are', was: 'were' }[verb.toLowerCase()] ?? 'have'}`],
    '“People” is a plural.',
  ),
  rule(
    'everybody-are',
    'VERB:SVA',
    '\\b(everybody|everyone|nobody|somebody|someone) are\\b',
    '$1 is',
    '“Everybody” and its like are singular.',
  ),
  rule(
    'this-people',
    'DET',
    "(?<!\\b(?:like|do|says|after|about|all|with|is|doing) )\\bthis (people|things|children|men|women)\\b(?!'| (?:carrier|mover)\\b)",
    'these $1',
    'Several of them: “these”.',
  ),
  rule(
    'plural-mass',
    'NOUN:NUM',
    '\\b(informations|furnitures|homeworks|luggages|equipments|knowledges|advices)\\b',
    ([, noun = '']) => [noun.slice(0, -1)],
    'This noun has no plural.',
  ),
  rule(
    'one-mass',
    'DET',
    `\\ban? (information|advice|homework|luggage|furniture)(?=\\s*(?:[.,!?;]|$)| (?:about|for me|from|to do)\\b)`,
    ([, noun = '']) => [`some ${noun}`, `a piece of ${noun}`],
    'This noun takes no “a”.',
  ),
  rule(
    'job-article',
    'DET',
    `\\b(i am|i'm|he is|he's|she is|she's|(?:my|his|her|our|their) \\p{L}+ is) (not )?${jobs}(?=\\s*(?:[.,!?;]|$)| (?:and|but|in|at a|here|now|from|because|so|too)\\b)`,
    ([, who = '', not = '', job = '']) => [`${who} ${not ?? ''}${/^[aeiou]/iu.test(job) ? 'an' : 'a'} ${job}`],
    'A job needs “a” or “an”.',
  ),

  // Words that go together.
  rule(
    'make-photo',
    'VERB',
    '\\b(make|makes|made|making) (a photo|photos|some photos|a picture of|pictures of)\\b(?! (?:album|book|frame|copies|montage))',
    ([, make = '', what = '']) => [
      `${{ make: 'take', makes: 'takes', made: 'took' }[make.toLowerCase()] ?? 'taking'} ${what}`,
    ],
    'You take a photo.',
  ),
  rule(
    'make-homework',
    'VERB',
    '\\b(make|makes|made|making) (my|your|his|her|our|the) homework\\b(?! (?:fun|eas|more|less|inter|a |hard|better|due|opt|mand|into))',
    ([, make = '', whose = '']) => [
      `${{ make: 'do', makes: 'does', made: 'did' }[make.toLowerCase()] ?? 'doing'} ${whose} homework`,
    ],
    'You do your homework.',
  ),
  rule('according-me', 'OTHER', '\\baccording to me\\b', 'in my opinion', '“According to” is for what others say.'),
  rule(
    'like-very-much',
    'WO',
    '\\b(like|likes|love|loves) very much (\\p{L}+ing|(?:the|this|my|your) \\p{L}+|coffee|tea|english|polish|music|football|poland)\\b',
    '$1 $2 very much',
    'What you like comes first, then “very much”.',
  ),
  rule(
    'third-person',
    'VERB:SVA',
    `(?<=^|[.,!?] |because |but )(he|she) (like|want|need|live|work|speak|drink|eat|play|study)(?= (?:to|a|the|in|at|with|very|coffee|tea|english|polish|every|here|my|his|her)\\b|[.,!?]|$)`,
    ([, who = '', verb = '']) => [`${who} ${thirdPerson(verb)}`],
    'He and she take an -s.',
  ),
];
