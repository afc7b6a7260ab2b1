/** What a check of ours found: a figure to print when all is well, and one line a problem. */
export interface Report {
  readonly note: string;
  readonly problems: readonly string[];
}
