import type { Settings } from '../../../wire/settings.ts';

/** What is due, and how to hear no more of it; no guilt, no streak. */
export function reminderLetter(
  language: Settings['language'],
  due: number,
  origin: string,
): { subject: string; text: string } {
  return language === 'pl' ? inPolish(due, origin) : inEnglish(due, origin);
}

function inEnglish(due: number, origin: string): { subject: string; text: string } {
  const what = due === 1 ? 'One card is' : `${due} cards are`;
  return {
    subject: `${what} ready for review`,
    text: `Hello,\n\n${what.toLowerCase()} ready for review today. A few minutes are enough:\n\n${origin}/review\n\nYou asked for this letter in the settings, where you can also turn it off:\n${origin}/settings\n`,
  };
}

const plural = new Intl.PluralRules('pl');

function inPolish(due: number, origin: string): { subject: string; text: string } {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
    one: 'fiszka czeka',
    few: 'fiszki czekają',
    many: 'fiszek czeka',
  };
  const what = `${due} ${forms[plural.select(due)] ?? forms.many} na powtórkę`;
  return {
    subject: what,
    text: `Dzień dobry,\n\ndziś ${what}. Wystarczy kilka minut:\n\n${origin}/review\n\nPrzypomnienia można w każdej chwili wyłączyć w ustawieniach:\n${origin}/settings\n`,
  };
}
