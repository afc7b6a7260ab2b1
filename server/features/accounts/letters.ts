import { accountPages } from '../../../wire/api/accounts.ts';
import type { Letter } from '../../ports/mail/port.ts';
import type { Core } from './core.ts';

type Kind = 'verify' | 'choose' | 'known' | 'reset' | 'invite';
type Language = 'en' | 'pl';

/** Letters to one address in an hour. */
const AN_HOUR = 5;

/** The token is in the fragment, which browsers keep to themselves. */
export const linkTo = (core: Pick<Core, 'origin'>, page: keyof typeof accountPages, token: string): string =>
  `${core.origin()}${accountPages[page]}#token=${token}`;

const texts: Readonly<Record<Language, Readonly<Record<Kind, { subject: string; text: (link: string) => string }>>>> = {
  en: {
    verify: {
      subject: 'Confirm your address for Parlando',
      text: (link) =>
        `Hello,\n\nsomebody, most likely you, opened a Parlando account with this address. Open this link within 48 hours to confirm it:\n\n${link}\n\nIf it was not you, do nothing: without the link the account cannot be used.\n`,
    },
    choose: {
      subject: 'Confirm your address for Parlando',
      text: (link) =>
        `Hello,\n\na Parlando account was opened with this address more than once before anybody confirmed it, so no password counts yet. If one of the times it was you, open this link within 48 hours to confirm the address and choose the password:\n\n${link}\n\nIf it was not you, do nothing: without the link the account cannot be used.\n`,
    },
    known: {
      subject: 'You already have a Parlando account',
      text: (link) =>
        `Hello,\n\nsomebody, most likely you, tried to open a Parlando account with this address, which has one. Sign in, or set a new password:\n\n${link}\n\nIf it was not you, do nothing.\n`,
    },
    reset: {
      subject: 'Set a new password for Parlando',
      text: (link) =>
        `Hello,\n\nopen this link within an hour to set a new password. Everybody who is signed in to the account is then signed out:\n\n${link}\n\nIf you did not ask for it, do nothing: the password stays as it is.\n`,
    },
    invite: {
      subject: 'You are invited to Parlando',
      text: (link) =>
        `Hello,\n\nyou are invited to learn with Parlando, a tutor that talks with you. Open this link within 14 days to choose a password:\n\n${link}\n`,
    },
  },
  pl: {
    verify: {
      subject: 'Potwierdź swój adres w Parlando',
      text: (link) =>
        `Dzień dobry,\n\nktoś, najpewniej Ty, założył konto Parlando z tym adresem. Otwórz ten odnośnik w ciągu 48 godzin, aby go potwierdzić:\n\n${link}\n\nJeśli to pomyłka, nic nie rób: bez odnośnika konta nie da się użyć.\n`,
    },
    choose: {
      subject: 'Potwierdź swój adres w Parlando',
      text: (link) =>
        `Dzień dobry,\n\nkonto Parlando z tym adresem założono więcej niż raz, zanim ktokolwiek go potwierdził, więc żadne hasło jeszcze się nie liczy. Jeśli choć raz to Ty, otwórz ten odnośnik w ciągu 48 godzin, aby potwierdzić adres i wybrać hasło:\n\n${link}\n\nJeśli to pomyłka, nic nie rób: bez odnośnika konta nie da się użyć.\n`,
    },
    known: {
      subject: 'Masz już konto w Parlando',
      text: (link) =>
        `Dzień dobry,\n\nktoś, najpewniej Ty, chciał założyć konto Parlando z tym adresem, który już je ma. Zaloguj się albo ustaw nowe hasło:\n\n${link}\n\nJeśli to pomyłka, nic nie rób.\n`,
    },
    reset: {
      subject: 'Ustaw nowe hasło do Parlando',
      text: (link) =>
        `Dzień dobry,\n\notwórz ten odnośnik w ciągu godziny, aby ustawić nowe hasło. Wszystkie zalogowane urządzenia zostaną wylogowane:\n\n${link}\n\nJeśli to nie Twoja prośba, nic nie rób: hasło pozostanie bez zmian.\n`,
    },
    invite: {
      subject: 'Zaproszenie do Parlando',
      text: (link) =>
        `Dzień dobry,\n\nmasz zaproszenie do nauki z Parlando, nauczycielem, który z Tobą rozmawia. Otwórz ten odnośnik w ciągu 14 dni, aby wybrać hasło:\n\n${link}\n`,
    },
  },
};

/**
 * Counts a letter to the address; false when it had its letters for this hour. Nobody is told, and nothing is to change then: a new token
 * would make the link worthless that was sent.
 */
export async function mayPost(core: Core, to: string, what: string): Promise<boolean> {
  const key = `letters/${core.keys().digest('subject', `letters/${to}`)}`;
  if ((await core.hotState.increment(key, 1, 3_600_000)) <= AN_HOUR) return true;
  core.log.warn('a letter was not sent: its address had enough for this hour', { what });
  return false;
}

export async function post(
  core: Core,
  kind: Kind,
  { to, link, language }: { to: string; link: string; language: Language },
  signal: AbortSignal,
): Promise<void> {
  const { subject, text } = texts[language][kind];
  const letter: Letter = { to, subject, text: text(link) };
  await core.mail.send(letter, signal);
}
