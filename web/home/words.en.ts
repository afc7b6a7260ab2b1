/** The first page in English. */
export default {
  'lead': 'Take a seat.',
  'title': 'Say something.',
  'about':
    'A café, a barista, and you. Talk out loud or type; you are answered in speech, and told kindly what to say better.',
  'menu': 'Today’s tables',
  'from': 'helps in {language}',
  'start': 'Start talking',
  'startHint': 'Your browser will ask for the microphone.',
  'type': 'or start by typing',
  'goOn': 'Go on with',
  'unreachable': 'The server does not answer. Is it still running?',
  'again': 'Try again',
  'loading': 'Setting the tables…',
  'none': 'This server has no scenes.',
  'allLessons': 'All lessons',
  'pageTitle': 'Today',
};
