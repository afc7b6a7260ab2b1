import type en from './words.en.ts';

export default {
  'title': 'Codzienne ćwiczenie',
  'lead': 'Dzisiejszy zestaw: wszystkiego po trochu, około dziesięciu minut.',
  'loading': 'Nakrywanie do stołu',
  'progress': 'Dzisiejsze dania',
  'progressSay': 'Zrobione: {done} z {total}',
  'reviews': 'Słowa, które wracają',
  'reviews.text':
    '{count, plural, =0 {Nic nie czeka. To danie od firmy.} one {# karta do przypomnienia} few {# karty do przypomnienia} many {# kart do przypomnienia} other {# karty do przypomnienia}}',
  'new': 'Nowe słowa',
  'new.text':
    '{count, plural, =0 {Nie ma nowych słów. Przyniesie je lekcja.} one {# nieznane słowo} few {# nieznane słowa} many {# nieznanych słów} other {# nieznanego słowa}}',
  'dialogue': 'Jedna rozmowa',
  'dialogue.none': 'Nie ma tu jeszcze lekcji twojego języka.',
  'sound': 'Jedno zdanie na głos',
  'sound.none': 'Po lekcji będzie tu coś do powiedzenia.',
  'some': '{done} z {target}',
  'go': 'Zacznij',
  'again': 'Jeszcze raz',
  'done': 'zrobione',
  'all.title': 'To było dzisiaj.',
  'all.text': 'Cały zestaw zrobiony. Wróć jutro albo zostań na kolejną rozmowę.',
  'all.more': 'Kolejna lekcja',
} satisfies Record<keyof typeof en, string>;
