import type { PhraseRule } from '../../ports/grammar/phrase-rule.ts';
import { baseVerbs, ingOf, participles, pastOfBase, pastOfParticiple, wronglyRegular } from './english-forms.ts';
import { clauseEnds, day, have, month, number, person, personIs, rule, subjectOf } from './phrase-parts.ts';

/** Mistakes in the forms and the tenses of verbs. */
export const verbRules: readonly PhraseRule[] = [
  // Verbs that are no adjectives, and the other way round.
  rule(
    'am-agree',
    'VERB:FORM',
    `\\b${personIs} (not )?agree\\b`,
    ([, who = '', not]) => {
      const subject = subjectOf(who);
      const third = have(subject) === 'has';
      if (not) return [`${subject} ${third ? "doesn't" : "don't"} agree`];
      return [`${subject} ${third ? 'agrees' : 'agree'}`];
    },
    '“Agree” is a verb: no form of “be” before it.',
  ),
  rule(
    'am-base-verb',
    'VERB:FORM',
    `\\b(i am|i'm) (go|live|want|need|have|know|think|understand|speak|eat|drink|come from)\\b(?!-)`,
    (found) => [
      `I ${found[2]}`,
      ...(/^(go|eat|drink|speak|think)$/iu.test(found[2] ?? '') ? [`I'm ${ingOf(found[2] ?? '')}`] : []),
    ],
    'Either “I go” or “I am going”, not a mix of both.',
  ),
  rule(
    'am-boring',
    'ADJ',
    `\\b(i am|i'm) ((?:so |very |really )?)boring${clauseEnds}`,
    '$1 $2bored',
    'You feel bored; what makes you feel so is boring.',
  ),
  rule(
    'interesting-in',
    'ADJ',
    `\\b${personIs} ((?:not |very |really |so |also )?)interesting in\\b(?! (?:person|many|some|that|this|a|its|every|different)\\b)`,
    '$1 $2interested in',
    'You are interested in something; the thing is interesting.',
  ),
  rule(
    'exciting-about',
    'ADJ',
    `\\b${personIs} ((?:very |really |so )?)exciting about\\b`,
    '$1 $2excited about',
    'You are excited about something; the thing is exciting.',
  ),
  rule(
    'have-hungry',
    'VERB',
    `\\b${person} (?:have|has) (hungry|thirsty|afraid|sleepy)${clauseEnds}`,
    ([, who = '', state = '']) => [`${who} ${/^i$/iu.test(who) ? 'am' : have(who) === 'has' ? 'is' : 'are'} ${state}`],
    'In English you are hungry or thirsty; you do not have it.',
  ),
  rule(
    'age',
    'VERB',
    `\\b${person} (?:have|has) ${number} years old\\b`,
    ([, who = '', age = '']) => [
      `${who} ${/^i$/iu.test(who) ? 'am' : have(who) === 'has' ? 'is' : 'are'} ${age} years old`,
    ],
    'Age goes with “be”.',
  ),
  rule(
    'age-short',
    'VERB',
    `^(?:yes,? )?i have ${number} years(?=[.!]?$)`,
    'I am $1 years old',
    'Age goes with “be”: “I am … years old”.',
  ),
  rule(
    'feel-myself',
    'PRON',
    '\\b(feel|feels|felt|feeling) (?:myself|himself|herself) (good|bad|well|better|worse|sick|tired|great)\\b',
    '$1 $2',
    '“Feel” takes no “myself” here.',
  ),

  // To or no to.
  rule(
    'must-to',
    'VERB:FORM',
    `\\b${person} (must|should|might) (not )?to (${baseVerbs})\\b`,
    '$1 $2 $3$4',
    'After “must”, “should” and “might” the verb has no “to”.',
  ),
  rule(
    'can-to',
    'VERB:FORM',
    `(?<!\\b(?:all|what|whatever|everything|anything|as|much|best|way|that) )(?<=^|[.,!?] |but |and |because )${person} (can|can't|cannot|could|couldn't|will) to (${baseVerbs})\\b`,
    '$1 $2 $3',
    'After “can”, “could” and “will” the verb has no “to”.',
  ),
  rule(
    'lets-to',
    'VERB:FORM',
    `\\b(let's) (not )?to (${baseVerbs})\\b`,
    '$1 $2$3',
    'After “let’s” the verb has no “to”.',
  ),
  rule(
    'forward-to',
    'VERB:FORM',
    '\\b(look|looks|looked|looking) forward to (meet|see|hear|visit|go|speak|read|learn|come|have|travel|receive)\\b',
    ([, look = '', verb = '']) => [`${look} forward to ${ingOf(verb)}`],
    'After “look forward to” the verb ends in -ing.',
  ),
  rule(
    'enjoy-to',
    'VERB:FORM',
    `\\b(enjoy|enjoys|enjoyed|avoid|avoids|avoided) to (${baseVerbs})\\b`,
    ([, first = '', verb = '']) => [`${first} ${ingOf(verb)}`],
    'After this verb the next one ends in -ing.',
  ),
  rule(
    'used-to-ing',
    'VERB:FORM',
    "(?<=\\b(?:am|i'm) used to )(live|get|wake|go|eat|speak|swim|read|write)\\b(?!-)",
    ([, verb = '']) => [ingOf(verb)],
    'After “be used to” the verb ends in -ing.',
  ),
  rule(
    'suggest-me',
    'VERB:FORM',
    '\\b(suggest|suggests|suggested|suggesting) (me|you|him|her|us|them) to (\\p{L}+)\\b',
    ([, verb = '', whom = '', what = '']) => {
      const who = { me: 'I', him: 'he', her: 'she', us: 'we', them: 'they' }[whom.toLowerCase()] ?? whom;
      return [`${verb} that ${who} ${what}`, `${verb} ${ingOf(what)}`];
    },
    '“Suggest” takes a clause or an -ing form, not somebody “to do” something.',
  ),
  rule(
    'want-that',
    'VERB:FORM',
    `\\b(want|wants|wanted|don't want|doesn't want) that (i|you|he|she|we|they) (${baseVerbs})\\b(?! (?:yesterday|last)\\b)`,
    ([, want = '', who = '', verb = '']) => [
      `${want} ${{ i: 'me', he: 'him', she: 'her', we: 'us', they: 'them' }[who.toLowerCase()] ?? who} to ${verb}`,
    ],
    '“Want” takes somebody “to do” something.',
  ),

  // Tense.
  rule(
    'perfect-yesterday',
    'VERB:TENSE',
    `\\b${person}(?:'ve| have| has) (?:just |already )?(${participles})\\b(?=(?: (?!that\\b|what\\b|which\\b|who\\b|when\\b|where\\b|how\\b|if\\b|than\\b|since\\b|until\\b|from\\b|of\\b|for\\b|before\\b|because\\b|and\\b|but\\b|i\\b|you\\b|he\\b|she\\b|we\\b|they\\b|it was\\b)[\\p{L}']+){0,4}? (?:yesterday\\b(?!')|last (?:night|week|month|year|summer|winter)\\b(?!'| of)|(?:a|two|three|four|five|ten|\\d+) (?:minutes|hours|days|weeks|months|years|week|month|year) ago\\b))`,
    ([, who = '', participle = '']) => [`${who} ${pastOfParticiple(participle, who)}`],
    'A finished time, such as “yesterday”, goes with the past simple.',
  ),
  rule(
    'yesterday-present',
    'VERB:TENSE',
    `(?<=\\b(?:yesterday|last (?:night|week|month|year)),? ${person} )(go|goes|see|sees|buy|buys|eat|eats|drink|drinks|come|comes|meet|meets|do|does|make|makes|take|takes|watch|watches|play|plays|visit|visits|have|has|is|am|are)\\b`,
    (found) => {
      const base = (found[2] ?? '').toLowerCase();
      if (base === 'are') return ['were'];
      if (base === 'is' || base === 'am') return ['was'];
      return [pastOfBase({ goes: 'go', does: 'do', has: 'have', watches: 'watch' }[base] ?? base.replace(/s$/u, ''))];
    },
    'Yesterday is over: use the past.',
  ),
  rule(
    'since-present',
    'VERB:TENSE',
    `\\b(i|we|they|he|she) (live|lives|work|works|study|studies|know|knows)\\b(?=(?: (?!since\\b)[\\p{L}']+){0,4} since (?:${day}|${month}|last (?:week|month|year|summer)|yesterday|(?:19|20)\\d\\d|childhood)\\b)`,
    ([, who = '', verb = '']) => {
      const base = verb.toLowerCase().replace(/ies$/u, 'y').replace(/s$/u, '');
      const participle = base === 'know' ? 'known' : pastOfBase(base);
      return [`${who} ${have(who)} ${participle}`];
    },
    'It began then and goes on: use the present perfect with “since”.',
  ),
  rule(
    'am-since',
    'VERB:TENSE',
    `\\b(?:i am|i'm)(?= (?:here|there|ill|sick|married|a \\p{L}+|in \\p{L}+) since (?:${day}|${month}|last (?:week|month|year)|yesterday|(?:19|20)\\d\\d)\\b)`,
    'I have been',
    'It began then and goes on: use the present perfect with “since”.',
  ),
  rule(
    'since-long',
    'PREP',
    '\\bsince (?:a )?long time\\b(?! ago)',
    'for a long time',
    'A length of time goes with “for”.',
  ),

  rule(
    'wrongly-regular',
    'VERB:INFL',
    `\\b((?:have|has|had|'ve) (?:not |never |just |already )?)?(${[...wronglyRegular.keys()].join('|')})\\b`,
    ([, perfect = '', form = '']) => {
      const right = wronglyRegular.get(form.toLowerCase());
      return [`${perfect}${(perfect ? right?.participle : right?.past) ?? form}`];
    },
    'This verb has a past form of its own.',
  ),

  // Negation and questions.
  rule(
    'no-verb',
    'VERB:FORM',
    '\\bi no (have|like|want|know|understand|speak|remember|need)\\b',
    "I don't $1",
    'A verb is negated with “don’t”.',
  ),
  rule(
    'not-verb',
    'VERB:FORM',
    '(?<=^|[.,!?] |but |and |because )(i|we|they) not (have|like|want|know|understand|speak|remember|need)\\b',
    "$1 don't $2",
    'A verb is negated with “don’t”.',
  ),
  rule(
    'how-call',
    'PRON',
    '\\bhow (do|does) (you|we|they|people|he|she) call (this|it|that|these)\\b(?! off)',
    'what $1 $2 call $3',
    'You ask for a name with “what”.',
  ),
  rule(
    'how-called',
    'PRON',
    '\\bhow (is|are) (it|this|that|these|he|she) called\\b',
    'what $1 $2 called',
    'You ask for a name with “what”.',
  ),
  rule(
    'what-means',
    'VERB:FORM',
    '(?<=^|[.!?] )what means (this|that|it)\\b( word)?(?! (?:of|are|is|can)\\b)',
    'what does $1$2 mean',
    'A question needs “does”.',
  ),
];
