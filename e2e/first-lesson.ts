/** The shortest way through the first lesson of who learns English from Polish: part of each question, and an answer to it. */
export const firstLesson = {
  id: 'introductions-en',
  talk: [
    ["I don't think we've met", "Hello, I'm Alex. Nice to meet you."],
    ['how do you know Tom', 'We work together.'],
    ['where are you from', "I'm from Poland."],
    ['what do you do', "I'm looking for a job."],
    ['in your free time', 'I love cooking.'],
    ['Where did you learn it', 'I watch a lot of English films.'],
    ['Would you like to come', "I'd love to, thank you!"],
    ['nice talking to you', 'Have a great evening!'],
  ],
} as const;
