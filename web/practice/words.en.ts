/** Daily practice in English. */
export default {
  'title': 'Daily practice',
  'lead': 'Today’s set menu: a little of everything, about ten minutes.',
  'loading': 'Laying the table',
  'progress': 'Courses of today',
  'progressSay': '{done} of {total} done',
  'reviews': 'Words that come back',
  'reviews.text':
    '{count, plural, =0 {Nothing is due. This one is on the house.} one {# card to remember} other {# cards to remember}}',
  'new': 'New words',
  'new.text':
    '{count, plural, =0 {No new words wait. A lesson brings some.} one {# word you have not met} other {# words you have not met}}',
  'dialogue': 'One talk',
  'dialogue.none': 'There is no lesson for your language here yet.',
  'sound': 'One thing to say',
  'sound.none': 'After a lesson there will be something to say here.',
  'some': '{done} of {target}',
  'go': 'Begin',
  'again': 'Once more',
  'done': 'done',
  'all.title': 'That was today.',
  'all.text': 'Everything on the menu is done. Come back tomorrow, or stay for another talk.',
  'all.more': 'Another lesson',
};
