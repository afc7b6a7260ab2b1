import { DEFAULT_PATIENCE_MS } from '../../server/turn/endpointing.ts';
import type { Recording } from './recordings.ts';
import { quantile, seededRandom, share, shuffled, written } from './statistics.ts';
import type { Table } from './tables.ts';
import type { Listener } from './trials.ts';
import { type Ears, firstTurn, type Stretch } from './turn-bounds.ts';

interface Heard {
  recording: Recording;
  stretches: Stretch[];
  /** Where the aligned text begins and ends. */
  spokenFromMs: number;
  spokenToMs: number;
}

/** Longer patience that would be given to a phrase which is begun and not ended. */
const UNFINISHED_MS = 1_200;
const PATIENCES = [500, 700, DEFAULT_PATIENCE_MS, 900, 1_000, 1_200];

/** Who is cut off by how much patience, and how late the ears notice the beginning and the end of speech. */
export async function turnTables(recordings: readonly Recording[], listener: Listener, ears: Ears): Promise<Table[]> {
  const heard: Heard[] = [];
  for (const recording of recordings) {
    const { hearing } = await listener.hear(recording.samples, [recording.said], recording.language);
    heard.push({
      recording,
      stretches: await ears.stretches(recording.samples),
      spokenFromMs: hearing.words[0]?.startMs ?? 0,
      spokenToMs: hearing.words.at(-1)?.endMs ?? 0,
    });
  }
  const groups = [...new Set(recordings.map((recording) => recording.group))];
  return [cutTable(heard, groups, await waiting(heard, listener)), delayTable(heard, groups)];
}

/** Who would be cut at the default patience, but has then said the beginning of an expected phrase and not its end. */
async function waiting(heard: readonly Heard[], listener: Listener): Promise<Heard[]> {
  const unfinished: Heard[] = [];
  for (const one of heard) {
    const turn = firstTurn(one.stretches, DEFAULT_PATIENCE_MS);
    if (!turn || !isCut(one, DEFAULT_PATIENCE_MS)) continue;
    const { samples, said, language } = one.recording;
    const others = heard.map(({ recording }) => recording.said).filter((text) => text !== said);
    const texts = [said, ...shuffled(others, seededRandom(1)).slice(0, 7)];
    const text = await listener.partial(samples.slice(0, (turn.toMs + 90) * 16), texts, language);
    if (text !== '' && texts.some((phrase) => phrase.startsWith(`${text} `)) && !texts.includes(text))
      unfinished.push(one);
  }
  return unfinished;
}

function isCut({ stretches }: Heard, patienceMs: number): boolean {
  const turn = firstTurn(stretches, patienceMs);
  return turn !== undefined && turn.toMs < (stretches.at(-1)?.toMs ?? 0);
}

function cutTable(heard: readonly Heard[], groups: readonly string[], unfinished: readonly Heard[]): Table {
  const row = (name: string, cut: readonly Heard[]): string[] => [
    name,
    ...groups.map((group) =>
      written(
        share(
          heard.filter(({ recording }) => recording.group === group),
          (one) => cut.includes(one),
        ),
      ),
    ),
    written(share(heard, (one) => cut.includes(one))),
    cut.map(({ recording }) => recording.name).join(' '),
  ];
  const cutBy = (patienceMs: number): Heard[] => heard.filter((one) => isCut(one, patienceMs));
  const patient = cutBy(DEFAULT_PATIENCE_MS).filter((one) => !unfinished.includes(one) || isCut(one, UNFINISHED_MS));
  return {
    title: 'Utterances cut off by so much patience (speech begins again after the turn has ended)',
    head: ['patience', ...groups, 'all', 'who'],
    rows: [
      ...PATIENCES.map((patienceMs) => row(`${patienceMs} ms`, cutBy(patienceMs))),
      row(
        `${DEFAULT_PATIENCE_MS} ms, but ${UNFINISHED_MS} ms while an expected phrase is begun and not ended`,
        patient,
      ),
    ],
  };
}

function delayTable(heard: readonly Heard[], groups: readonly string[]): Table {
  const row = (group: string): string[] => {
    const mine = heard.filter(({ recording, stretches }) => recording.group === group && stretches.length > 0);
    const onsets = mine.map(({ stretches, spokenFromMs }) => (stretches[0]?.noticedMs ?? 0) - spokenFromMs);
    const ends = mine.map(({ stretches, spokenToMs }) => (stretches.at(-1)?.toMs ?? 0) - spokenToMs);
    const missed = heard.filter(({ recording, stretches }) => recording.group === group && stretches.length === 0);
    const ms = (values: readonly number[], part: number): string => `${quantile(values, part).toFixed(0)} ms`;
    return [
      group,
      ms(onsets, 0.5),
      ms(onsets, 0.9),
      ms(ends, 0.5),
      ms(ends, 0.9),
      `${missed.length} of ${mine.length + missed.length}`,
    ];
  };
  return {
    title:
      'How late the beginning and the end of speech are noticed, against the aligned words (patience not included)',
    head: ['group', 'onset p50', 'onset p90', 'end p50', 'end p90', 'never noticed'],
    rows: groups.map(row),
  };
}
