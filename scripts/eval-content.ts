import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEspeak } from '../server/adapters/espeak/espeak.ts';
import { createFlite, fliteVoices } from '../server/adapters/flite/flite.ts';
import { commandPhrases } from '../server/features/lessons/commands.ts';
import { loadContent } from '../server/features/lessons/load-content.ts';
import { realClock } from '../server/kit/clock.ts';
import { resample } from '../server/kit/pcm/resample.ts';
import { VOICE_RATE } from '../server/ports/text-to-speech/port.ts';
import { contentTables, listenTo, type Sayable, type Spoken, sayables } from './eval/content.ts';
import { mbrolaMissing, speakPolish } from './eval/mbrola.ts';
import { asMarkdown } from './eval/tables.ts';
import { Listener } from './eval/trials.ts';

const HELP = `npm run eval:content -- [--only <lesson>,<lesson>] [--quick] [--write]

Speaks every expected answer and everything that is said aloud in tasks, and hears it among what its scene listens for.
Polish by mbrola-pl1 and English by Flite: the recogniser knows neither voice.
--only    lessons, with commas between; all by default
--quick   one voice a language
--write   writes docs/content-evaluation.md, too`;

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Slow and deep, plain: a learner is rarely fast. */
const POLISH = [
  { name: 'mbrola-pl1', rate: 150, pitch: 50 },
  { name: 'mbrola-pl1, slow and deep', rate: 115, pitch: 30 },
] as const;

if (values.help) console.log(HELP);
else await evaluate();

async function evaluate(): Promise<void> {
  const { lessons, commands } = loadContent(join(root, 'content'));
  if (!commands) throw new Error('content/commands.json is not usable; node scripts/check-content.ts says why');
  const only = values.only?.split(',');
  const chosen = lessons.filter(({ id }) => only === undefined || only.includes(id));
  const missing = mbrolaMissing();
  if (missing) console.error(`Polish is left out; it needs ${missing}`);
  const heardLessons = chosen.filter(({ language }) => language === 'en' || (language === 'pl' && !missing));
  await using espeak = createEspeak({ clock: realClock });
  await using flite = createFlite({ clock: realClock });
  using listener = await Listener.open(espeak.phonemes);
  const results: Spoken[] = [];
  for (const lesson of heardLessons) {
    const said = sayables(
      lesson,
      commandPhrases(commands, lesson.language).map(({ text }) => text),
    );
    const began = realClock.now();
    for (const one of said) {
      for (const { name, samples } of await voicesOf(one)) results.push(await listenTo(one, name, samples, listener));
    }
    console.error(`${lesson.id}: ${said.length} texts, ${Math.round((realClock.now() - began) / 1_000)} s`);
  }
  const tables = contentTables(results).map(asMarkdown).join('\n');
  console.log(tables);
  if (values.write) writeFileSync(join(root, 'docs/content-evaluation.md'), page(tables, results, missing));

  async function voicesOf({ text, language }: Sayable): Promise<{ name: string; samples: Int16Array }[]> {
    if (language === 'pl') {
      const ways = values.quick ? POLISH.slice(0, 1) : POLISH;
      return ways.map(({ name, rate, pitch }) => ({ name, samples: speakPolish(text, rate, pitch) }));
    }
    const voices = values.quick ? fliteVoices.slice(0, 1) : fliteVoices.slice(0, 2);
    return Promise.all(voices.map(async ({ id }) => ({ name: id, samples: await bySpeech(id, text) })));
  }

  async function bySpeech(voice: string, text: string): Promise<Int16Array> {
    const parts: Int16Array[] = [];
    for await (const part of flite.speak({ text, voice, speed: 1 }, new AbortController().signal))
      if (part.kind === 'audio') parts.push(part.samples);
    const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return resample(whole, VOICE_RATE, 16_000);
  }
}

function page(tables: string, results: readonly Spoken[], missing: string | undefined): string {
  const day = new Date(realClock.wall()).toISOString().slice(0, 10);
  const lessons = new Set(results.map(({ said }) => said.lesson)).size;
  const left = missing ? `\nPolish was left out: it needs ${missing}.\n` : '';
  return `# How well the lessons' answers are recognised

\`npm run eval:content -- --write\` speaks every expected answer of the shipped lessons, in every form, and everything that is said aloud in
their tasks, and hears it with the embedded recogniser among all that the scene listens for at that place: the other answers, the known
mistakes and the commands. Polish is spoken by Debian's \`mbrola-pl1\`, English by Flite; the recogniser is made of neither. This measures the
content (answers that cannot be told apart, words that the recogniser has no sounds for), not learners: a synthetic voice speaks clearly and
alike. Of people [speech-evaluation.md](speech-evaluation.md) tells.

The run of ${day}${values.quick ? ', `--quick`' : ''}: ${results.length} utterances of ${lessons} lessons. *Asked back* is "Did you say …?". *Taken for another* is another answer,
a known mistake or a command; another form of the same answer counts as that answer.
${left}
${tables}`;
}
