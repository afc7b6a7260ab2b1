/** Saying something once, in English. */
export default {
  'model': 'Hear it',
  'say': 'Say it',
  'sayAgain': 'Say it again',
  'stop': 'Done',
  'own': 'Hear yourself',
  'taking': 'Speak. It ends when you stop.',
  'thinking': 'Listening to it…',
  'clear': 'Every word came through.',
  'partly': 'The underlined words were not clear. Hear them again, and say it once more.',
  'word.good': 'clear',
  'word.unsure': 'not clear',
  'word.missed': 'not heard',
  'microphone': 'There is no microphone to hear you with. Allow it beside the address bar.',
  'noServer': 'The server could not listen to it. Try again.',
};
