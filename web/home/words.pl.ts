import type en from './words.en.ts';

export default {
  'lead': 'Usiądź wygodnie.',
  'title': 'Powiedz coś.',
  'about':
    'Kawiarnia, barista i ty. Mów na głos albo pisz; usłyszysz odpowiedź i życzliwą wskazówkę, jak powiedzieć to lepiej.',
  'menu': 'Dzisiejsze stoliki',
  'from': 'pomoc: {language}',
  'start': 'Zacznij rozmowę',
  'startHint': 'Przeglądarka zapyta o mikrofon.',
  'type': 'albo zacznij od pisania',
  'goOn': 'Kontynuuj:',
  'unreachable': 'Serwer nie odpowiada. Czy nadal działa?',
  'again': 'Spróbuj ponownie',
  'loading': 'Nakrywamy stoliki…',
  'none': 'Ten serwer nie ma żadnych scen.',
  'allLessons': 'Wszystkie lekcje',
  'pageTitle': 'Dziś',
} satisfies Record<keyof typeof en, string>;
