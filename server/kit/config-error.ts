export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong and how to mend it; never holds the value of a secret. */
  readonly message: string;
}

/** Every problem of the environment at once, so that a person mends them in one go. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, message }) => `${variable}: ${message}`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
