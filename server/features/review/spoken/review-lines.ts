/** What the tutor says of its own accord in a review, in the learner's own language. Answers are said in theirs, after it. */
export interface ReviewLines {
  language: string;
  nothing: string;
  begin(cards: number): string;
  welcomeBack: string;
  ask(meaning: string): string;
  listen: string;
  right: string;
  hard: string;
  notHeard: string;
  sure: string;
  near: string;
  itIs: string;
  starts: string;
  means(meaning: string): string;
  help: string;
  summary(right: number, cards: number): string;
  over: string;
}

const bare = (text: string): string => text.replace(/[.!?…]+$/u, '');

const english: ReviewLines = {
  language: 'en',
  nothing: 'Nothing is due just now. Well done!',
  begin: (cards) => (cards === 1 ? 'One card is waiting.' : `${cards} cards are waiting. Here we go.`),
  welcomeBack: 'Welcome back.',
  ask: (meaning) => `How do you say: ${bare(meaning)}?`,
  listen: 'Listen, and say it after me.',
  right: 'Right.',
  hard: 'Good, you got there.',
  notHeard: 'I did not catch that. Say it again, please.',
  sure: 'Perhaps. Say it once more, clearly.',
  near: 'Almost. Try once more.',
  itIs: 'It goes like this.',
  starts: 'It begins like this.',
  means: (meaning) => `It means: ${bare(meaning)}.`,
  help: 'Say the words, or one of these.',
  summary: (right, cards) => `That is all. ${right} of ${cards} known.`,
  over: 'There is nothing more to ask now. See you soon!',
};

const polish: ReviewLines = {
  language: 'pl',
  nothing: 'Teraz nie ma nic do powtórzenia. Brawo!',
  begin: (cards) => (cards === 1 ? 'Czeka jedna karta.' : `Kart do powtórzenia: ${cards}. Zaczynamy.`),
  welcomeBack: 'Wracamy do powtórki.',
  ask: (meaning) => `Jak powiedzieć: ${bare(meaning)}?`,
  listen: 'Posłuchaj i powtórz.',
  right: 'Dobrze.',
  hard: 'Dobrze, udało się.',
  notHeard: 'Nie usłyszałem. Powiedz, proszę, jeszcze raz.',
  sure: 'Chyba tak. Powiedz to jeszcze raz, wyraźnie.',
  near: 'Prawie. Spróbuj jeszcze raz.',
  itIs: 'Mówi się tak.',
  starts: 'Zaczyna się tak.',
  means: (meaning) => `To znaczy: ${bare(meaning)}.`,
  help: 'Powiedz te słowa albo jedno z poleceń.',
  summary: (right, cards) => `To wszystko. Zapamiętane: ${right} z ${cards}.`,
  over: 'Na razie nie ma nic więcej. Do zobaczenia!',
};

export const reviewLinesIn = (language: string): ReviewLines => (language === 'pl' ? polish : english);
