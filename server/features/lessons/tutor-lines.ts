/** What the tutor says of its own accord, short and spoken. Answers are put in whole, with their own full stop. */
export interface TutorLines {
  language: string;
  notUnderstood: string;
  wrong: string;
  near: string;
  didYouSay(answer: string): string;
  sayAgain: string;
  selfRepair: string;
  takeYourTime: string;
  openLesson(title: string): string;
  noSuchLesson: string;
  recast(better: string): string;
  itIs(answer: string): string;
  show(answer: string): string;
  sayOrSkip(skip: string): string;
  goOn: string;
  welcomeBack: string;
  starts(beginning: string): string;
  choices(answers: readonly string[]): string;
  nothingToExplain: string;
  help: string;
  summary(firstTry: number, exchanges: number): string;
  again: string;
  bye: string;
}

const bare = (text: string): string => text.replace(/[.!?…]+$/u, '');

const english: TutorLines = {
  language: 'en',
  notUnderstood: "Sorry, I didn't catch that.",
  wrong: 'Not quite.',
  near: 'Almost. Try once more.',
  didYouSay: (answer) => `Did you say: ${bare(answer)}?`,
  sayAgain: 'All right, please say it again.',
  selfRepair: 'Almost. Can you put that a little differently?',
  takeYourTime: 'Take your time.',
  openLesson: (title) => `All right. Let's open: ${bare(title)}.`,
  noSuchLesson: "I don't have that lesson.",
  recast: (better) => `We say: ${better} Now you.`,
  itIs: (answer) => `It's: ${answer}`,
  show: (answer) => `You can say: ${answer}`,
  sayOrSkip: (skip) => `Say it, or say: ${bare(skip)}.`,
  goOn: "Let's go on.",
  welcomeBack: 'Welcome back.',
  starts: (beginning) => `It starts like this: ${beginning}.`,
  choices: (answers) => `You can say: ${answers.join(' Or: ')}`,
  nothingToExplain: 'There is nothing to explain here yet.',
  help: 'Answer the question, or say one of these.',
  summary: (firstTry, exchanges) =>
    firstTry === 0
      ? "That's a start. It will be easier next time."
      : `Well done. ${firstTry} out of ${exchanges} right the first time.`,
  again: 'Shall we do it again?',
  bye: 'Goodbye, and see you soon!',
};

const polish: TutorLines = {
  language: 'pl',
  notUnderstood: 'Przepraszam, nie rozumiem.',
  wrong: 'Nie do końca.',
  near: 'Prawie! Proszę spróbować jeszcze raz.',
  didYouSay: (answer) => `Czy dobrze słyszę: ${bare(answer)}?`,
  sayAgain: 'W takim razie proszę powiedzieć jeszcze raz.',
  selfRepair: 'Prawie dobrze. Proszę powiedzieć to trochę inaczej.',
  takeYourTime: 'Spokojnie, bez pośpiechu.',
  openLesson: (title) => `Dobrze. Otwieram lekcję: ${bare(title)}.`,
  noSuchLesson: 'Nie mam takiej lekcji.',
  recast: (better) => `Mówimy: ${better} Proszę powtórzyć.`,
  itIs: (answer) => `Mówimy: ${answer}`,
  show: (answer) => `Można powiedzieć: ${answer}`,
  sayOrSkip: (skip) => `Proszę powtórzyć albo powiedzieć: ${bare(skip)}.`,
  goOn: 'Idziemy dalej.',
  welcomeBack: 'Wracamy do rozmowy.',
  starts: (beginning) => `Zaczyna się tak: ${beginning}.`,
  choices: (answers) => `Można powiedzieć: ${answers.join(' Albo: ')}`,
  nothingToExplain: 'Na razie nie ma tu nic do wyjaśnienia.',
  help: 'Odpowiedz na pytanie albo powiedz jedno z tych zdań.',
  summary: (firstTry, exchanges) =>
    firstTry === 0
      ? 'Pierwsze koty za płoty. Następnym razem pójdzie łatwiej.'
      : `Dobra robota. Od razu dobrze: ${firstTry} na ${exchanges}.`,
  again: 'Zaczynamy jeszcze raz?',
  bye: 'Do widzenia, do następnego razu!',
};

const all = [english, polish];

/** The tutor's own words in a language, or undefined: then they are said in another one. */
export const linesIn = (language: string): TutorLines | undefined => all.find((lines) => lines.language === language);

export const englishLines = english;
