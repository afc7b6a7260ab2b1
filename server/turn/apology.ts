/** What the tutor says when a turn fails. Short, and never about the learner's answer. */
const APOLOGIES: Record<string, string> = {
  en: 'Sorry, something went wrong on my side. Please say that again.',
  pl: 'Przepraszam, coś poszło nie tak po mojej stronie. Powiedz to proszę jeszcze raz.',
};

export function apologyIn(language: string): string {
  return APOLOGIES[language] ?? (APOLOGIES.en as string);
}
