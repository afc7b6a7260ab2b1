import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEspeak } from '../server/adapters/espeak/espeak.ts';
import { realClock } from '../server/kit/clock.ts';
import { englishTables } from './eval/english.ts';
import { mbrolaMissing } from './eval/mbrola.ts';
import { polishTables, readExchanges } from './eval/polish.ts';
import { defaultFolder, readRecordings } from './eval/recordings.ts';
import { asMarkdown, type Table } from './eval/tables.ts';
import { Listener } from './eval/trials.ts';
import { Ears } from './eval/turn-bounds.ts';
import { turnTables } from './eval/turns.ts';

const HELP = `npm run eval:speech -- [--audio <folder>] [--only english,turns,polish] [--quick]

Runs recordings through the engine's ears and the embedded recogniser, and prints tables (Markdown) on standard output.
--audio   a folder with learners-en/index.json; ../shared/audio when it is there, else test/audio
--only    parts to run, with commas between; all by default
--quick   8 phrases only, one list for each recording`;

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    audio: { type: 'string', default: defaultFolder(root) },
    only: { type: 'string', default: 'turns,english,polish' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else await evaluate(values.audio, values.only.split(','), values.quick);

async function evaluate(folder: string, parts: readonly string[], quick: boolean): Promise<void> {
  const counts = quick ? [8] : [4, 8, 20];
  const print = (tables: readonly Table[]): void => tables.forEach((table) => void console.log(asMarkdown(table)));
  const progress = (done: string): void => console.error(done);
  await using espeak = createEspeak({ clock: realClock });
  await using ears = new Ears();
  using listener = await Listener.open(espeak.phonemes);
  const recordings = readRecordings(folder, 'en');
  const speakers = new Set(recordings.map(({ speaker }) => speaker)).size;
  console.log(`${recordings.length} recordings of ${speakers} speakers in ${folder}\n`);
  if (parts.includes('turns')) print(await turnTables(recordings, listener, ears));
  if (parts.includes('english')) {
    print(await englishTables(recordings, listener, ears, { draws: quick ? 1 : 2, counts, spoiledCount: 8 }, progress));
  }
  if (!parts.includes('polish')) return;
  const missing = mbrolaMissing();
  if (missing) console.log(`Polish was not run; it needs ${missing}`);
  else print(await polishTables(readExchanges(join(root, 'content/lessons/cafe-pl.json')), listener, counts, progress));
}
