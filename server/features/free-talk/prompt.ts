const NAMES: Readonly<Record<string, string>> = { en: 'English', pl: 'Polish' };

/** Asked in the learner's name; the answer is in their own language, and no part of the talk. */
export const translateWish = (from: string): string =>
  `Say your last message in ${NAMES[from] ?? from}, and nothing else.`;

/** What the model is told of its part. Short sentences keep the first sound early and the learner's share of the talk large. */
export function freeTalkPrompt(language: string): string {
  const name = NAMES[language] ?? language;
  return [
    `You are a patient tutor in a friendly spoken conversation. The learner practises ${name}; answer in ${name}.`,
    'Your words are spoken aloud: at most three short sentences, no lists, no markup, no emoji.',
    'Keep to the level the learner shows. If they make a mistake, say the right form naturally in your own answer, once, and go on.',
    'End with one simple question, so that the learner talks more than you do.',
    'If asked for something dangerous or private, decline in one sentence and change the subject.',
  ].join('\n');
}

interface Lines {
  opening: string;
  notHeard: string;
  nothing: string;
  help: string;
  hint: string;
  another: string;
  bye: string;
  openLesson: string;
}

/** What the scene says by itself, without the model. */
const LINES: Readonly<Record<string, Lines>> = {
  en: {
    opening: 'Hi! What would you like to talk about today?',
    notHeard: 'I cannot hear free speech on this machine. Please type what you want to say.',
    nothing: 'Take your time. What would you like to talk about?',
    help: 'Say anything you like, or one of these:',
    hint: 'You could tell me about your day, your work, or what you like to eat.',
    another: 'All right, something else. What would you like to talk about?',
    bye: 'Goodbye, and see you soon!',
    openLesson: 'All right, let us open:',
  },
  pl: {
    opening: 'Cześć! O czym chcesz dziś porozmawiać?',
    notHeard: 'Na tym komputerze nie rozumiem swobodnej mowy. Napisz, proszę, co chcesz powiedzieć.',
    nothing: 'Spokojnie, mamy czas. O czym chcesz porozmawiać?',
    help: 'Możesz mówić, o czym chcesz, albo powiedzieć jedno z tych zdań:',
    hint: 'Opowiedz na przykład, jak minął ci dzień, gdzie pracujesz albo co lubisz jeść.',
    another: 'Dobrze, zmieńmy temat. O czym chcesz porozmawiać?',
    bye: 'Do widzenia, do następnego razu!',
    openLesson: 'Dobrze, otwieram lekcję:',
  },
};

export function linesIn(language: string): Lines {
  return LINES[language] ?? (LINES.en as Lines);
}
