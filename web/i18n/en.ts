import { plural } from './plural.ts';

const n = (count: number, one: string, other: string): string => `${count} ${plural('en', count, { one, other })}`;

/** The interface in English, and the shape of every other language. */
export const en = {
  name: 'English',
  skipLink: 'Skip to the conversation',
  theme: { label: 'Theme', auto: 'as the system', light: 'light', dark: 'dark' },
  language: 'Language of the page',

  welcome: {
    lead: 'Take a seat.',
    title: 'Say something.',
    about:
      'A café, a barista, and you. Talk out loud or type; you are answered in speech, and told kindly what to say better.',
    menu: 'Today’s tables',
    from: (language: string) => `helps in ${language}`,
    start: 'Start talking',
    startHint: 'Your browser will ask for the microphone.',
    type: 'or start by typing',
    goOn: 'Go on with',
    unreachable: 'The server does not answer. Is it still running?',
    again: 'Try again',
    key: 'This server asks for its access key.',
    keyLabel: 'Access key',
    keySend: 'Open',
    keyWrong: 'That key was not accepted.',
    loading: 'Setting the tables…',
    none: 'This server has no scenes.',
  },

  phase: {
    connecting: 'Opening the door…',
    resuming: 'The connection dropped. Coming back…',
    hearing: 'I hear you',
    speaking: 'The tutor is speaking',
    thinking: 'One moment…',
    listening: 'Listening. Go ahead.',
    ready: 'Your turn. Type below, or turn the microphone on.',
    done: 'That was it. Well done.',
    ended: 'The conversation is over.',
    muted: 'Microphone muted. Press the cup to be heard.',
    asking: 'Please allow the microphone.',
    held: 'The tutor waits for you.',
  },

  talk: {
    transcript: 'Conversation',
    tutor: 'Tutor',
    you: 'You',
    mute: 'Mute the microphone',
    unmute: 'Turn the microphone on',
    retry: 'Try the microphone again',
    asking: 'Waiting for the microphone',
    goOn: 'Go on without it',
    level: 'Microphone level',
    typed: 'typed',
    said: 'said',
    speaking: 'speaking…',
    notUnderstood: 'That was none of what I can hear here.',
    interrupted: 'You cut in here',
    failed: 'Something failed on the server here. Go on, or say it again.',
    translation: 'Translation',
    showTranslation: 'Show the translation',
    hideTranslation: 'Hide the translation',
    inputLabel: (language: string) => `Type your answer in ${language}`,
    send: 'Send',
    leave: 'Leave',
    progress: (done: number, total: number) => `${done} of ${total} said`,
    path: 'Your way through the conversation',
    expectedOnly: (languages: string) =>
      `This server knows the answers it waits for, in ${languages}. It does not take dictation: anything else it calls “not understood”, and never guesses.`,
    cannotHear: (language: string) => `This server cannot hear ${language}. Please type your answers.`,
    hears: (languages: string) => `This server hears free speech in ${languages}.`,
    silent: 'This browser cannot play the tutor’s voice. You can read along.',
    suspended: 'The browser holds the sound back. Press any key or button to hear the tutor.',
  },

  microphone: {
    denied:
      'The microphone is blocked for this page. Allow it beside the address bar and press the cup again. Typing works meanwhile.',
    absent: 'No microphone was found. Plug one in and press the cup again. Typing works meanwhile.',
    busy: 'Another program holds the microphone. Close it and press the cup again. Typing works meanwhile.',
    insecure:
      'Browsers give the microphone only to pages on this computer or over HTTPS. Open the page that way; typing works here.',
    failed: 'The microphone could not be started. Press the cup to try again. Typing works meanwhile.',
  },

  tools: {
    label: 'Help from the tutor',
    hint: 'Hint',
    repeat: 'Repeat',
    slower: 'Slower',
    translate: 'Translate',
    skip: 'Skip',
    stop: 'Finish',
  },

  feedback: {
    'right': 'Right',
    'close': 'Close',
    'wrong-form': 'Wrong form',
    'unsure': 'Not sure I heard that',
    'not-understood': 'Not understood',
    'wrong': 'Does not fit here',
    'better': 'Better',
    'rather': 'You could say',
    'youSaid': 'You said',
    'why': 'Why',
    'clear': 'clear',
    'unclear': 'not clear',
    'missing': 'not heard',
    'focus': (word: string) => `Work on “${word}”.`,
    'typedUnsure': 'Not sure what you mean',
    'check': 'A note on your words',
  },

  hint: { title: (level: number, levels: number) => `Hint ${level} of ${levels}`, choices: 'Choose one and say it' },

  summary: {
    title: 'The bill',
    firstTry: 'Right at once',
    withHelp: 'With a little help',
    shown: 'Shown to you',
    skipped: 'Passed over',
    notUnderstood: 'Not understood',
    corrected: 'What you can say better',
    repaired: 'and then you said it right',
    practise: 'To say again next time',
    minutes: (count: number) => n(count, 'minute', 'minutes'),
    exchanges: (count: number) => n(count, 'exchange', 'exchanges'),
    again: 'Once more',
    other: 'Another table',
    paid: 'Nothing to pay.',
  },

  end: {
    'unreachable': 'The server does not answer.',
    'lost': 'The connection was lost for too long. What was said is kept.',
    'goOn': 'Go on',
    'closed': 'The conversation is closed.',
    'server-stopping': 'The server is being stopped.',
    'not-allowed': 'The server does not let this page in.',
    'too-many-errors': 'The server ended the conversation after too many errors.',
    'too-large': 'Too much was sent at once.',
    'internal': 'The server made a mistake and ended the conversation.',
    'overloaded': 'The server is full at the moment.',
    'replaced': 'The conversation goes on in another window.',
    'session-expired': 'The conversation has reached its time limit.',
    'idle': 'Nothing was said for a long time, so the server hung up.',
    'too-slow': 'The connection is too slow for speech.',
    'rate-limited': 'Too much was sent in too short a time.',
    'again': 'Begin again',
  },

  keys: {
    title: 'Keyboard',
    open: 'Keyboard shortcuts',
    close: 'Close',
    on: 'Single-key shortcuts',
    talk: 'Space or Enter on the cup: microphone on or muted',
    escape: 'Escape: stop the tutor',
    write: 'Write an answer',
    help: 'This list',
  },

  announce: {
    youSaid: (text: string) => `You: ${text}`,
    tutorSaid: (text: string) => `Tutor: ${text}`,
  },
};

export type Strings = typeof en;
