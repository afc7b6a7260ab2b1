import type { PhraseRule } from '../../ports/grammar/phrase-rule.ts';

export const person = '(i|you|he|she|we|they)';
export const personIs = "(i am|i'm|you are|you're|he is|he's|she is|she's|we are|we're|they are|they're)";
export const number =
  '(\\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)';
export const day = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
export const month = '(january|february|march|april|june|july|august|september|october|november|december)';
/** The sentence or a clause ends here. */
export const clauseEnds = '(?=\\s*(?:[.,!?;]|$)|\\s+(?:and|but|because|so|too|here|now)\\b)';
export const jobs =
  '(engineer|teacher|nurse|student|lawyer|driver|waiter|waitress|programmer|dentist|accountant|architect|policeman|actor|actress|pilot|vet|builder|electrician|plumber|hairdresser|mechanic|journalist|scientist|secretary|shop assistant)';

export const rule = (id: string, kind: string, find: string, fix: PhraseRule['fix'], message: string): PhraseRule => ({
  id,
  kind,
  find: new RegExp(find, 'iu'),
  fix,
  message,
});

export const have = (subject: string): string => (/^(he|she|it)$/iu.test(subject) ? 'has' : 'have');

/** `I'm` and `I am` to `I`. */
export const subjectOf = (personAndIs: string): string => personAndIs.split(/[ ']/u)[0] ?? personAndIs;
