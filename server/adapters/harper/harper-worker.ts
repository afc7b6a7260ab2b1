import { Dialect, LocalLinter } from 'harper.js';
import { slimBinary } from 'harper.js/slimBinary';
import { serveJobs } from '../../kit/worker-jobs.ts';
import type { HarperLint } from './harper-findings.ts';

export interface HarperJob {
  text: string;
}

/** The engine's number for a suggestion that takes the place of the text. */
const replaces = 0;

const linter = new LocalLinter({ binary: slimBinary, dialect: Dialect.British });
await linter.setup();
// Loads the rules, and the dictionary's index at the first word it does not know: 3 s that the first learner would wait for.
await linter.lint('Małgorzata mispels a wrod.', { language: 'plaintext' });

serveJobs<HarperJob, readonly HarperLint[]>(async (job, tools) => {
  const byRule = await linter.organizedLints(job.text, { language: 'plaintext' });
  const lints = Object.entries(byRule).flatMap(([rule, found]) =>
    found.map((lint): HarperLint => {
      const span = lint.span();
      const suggestions = lint.suggestions();
      const read = {
        rule,
        kind: lint.lint_kind(),
        start: span.start,
        end: span.end,
        message: lint.message(),
        suggestions: suggestions
          .filter((one) => Number(one.kind()) === replaces)
          .map((one) => one.get_replacement_text()),
      };
      // They live in the engine's memory until told otherwise.
      for (const held of [...suggestions, span, lint]) held.free();
      return read;
    }),
  );
  tools.emit(lints);
});
