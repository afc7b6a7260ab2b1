import type en from './words.en.ts';

export default {
  'model': 'Posłuchaj',
  'say': 'Powiedz to',
  'sayAgain': 'Powiedz jeszcze raz',
  'stop': 'Gotowe',
  'own': 'Posłuchaj siebie',
  'taking': 'Mów. Skończy się, gdy umilkniesz.',
  'thinking': 'Słucham nagrania…',
  'clear': 'Każde słowo było wyraźne.',
  'partly': 'Podkreślone słowa nie były wyraźne. Posłuchaj ich i powiedz jeszcze raz.',
  'word.good': 'wyraźnie',
  'word.unsure': 'niewyraźnie',
  'word.missed': 'nie słychać',
  'microphone': 'Nie ma mikrofonu, którym można cię usłyszeć. Zezwól na niego obok paska adresu.',
  'noServer': 'Serwer nie mógł tego wysłuchać. Spróbuj ponownie.',
} satisfies Record<keyof typeof en, string>;
