import type { Feedback, Hint, Progress, Summary } from '../../wire/effects.ts';
import type { AnyServerEvent, ServerEvent } from '../../wire/realtime.ts';

type Told<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>;
type Effect<D> = { data: D };

const verdicts: Record<Feedback['verdict'], string> = {
  'right': 'right',
  'close': 'close',
  'wrong-form': 'wrong form',
  'wrong': 'does not fit here',
  'unsure': 'not sure',
  'not-understood': 'not understood',
};

const seconds = (ms: number): string => (ms / 1000).toFixed(2);

/** Turns events into lines: time on the conversation's timeline, who or what, and the words. */
export class TalkPrinter {
  readonly #write: (line: string) => void;
  readonly #texts = new Map<string, string>();
  #partial = '';

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** A line of our own. */
  note(atMs: number, who: string, words: string): void {
    this.#write(`${seconds(atMs).padStart(7)}  ${who.padEnd(9)} ${words}`.trimEnd());
  }

  event(event: AnyServerEvent, atMs: number): void {
    const note = (who: string, words: string): void => this.note(atMs, who, words);
    switch (event.type) {
      case 'tutor.session': {
        const { scene, hearing, resumed } = event as Told<'tutor.session'>;
        const hears = `hears ${hearing.dictation ? 'free speech' : 'expected answers'} in ${hearing.languages.join(', ')}`;
        note(
          'scene',
          `${scene.title} (${scene.id}, ${scene.language} ${scene.level}); ${hears}${resumed ? '; resumed' : ''}`,
        );
        break;
      }
      case 'tutor.partial': {
        const { text } = event as Told<'tutor.partial'>;
        if (text !== '' && text !== this.#partial) note('partial', `${text} …`);
        this.#partial = text;
        break;
      }
      case 'tutor.heard': {
        const { heard, transcript } = event as Told<'tutor.heard'>;
        this.#partial = '';
        note(
          'heard',
          heard === 'unknown' ? '(not understood)' : `${transcript}${heard === 'unsure' ? ' (not sure)' : ''}`,
        );
        break;
      }
      case 'tutor.dropped':
        note('dropped', (event as Told<'tutor.dropped'>).why);
        break;
      case 'response.output_audio_transcript.delta':
      case 'response.output_text.delta': {
        const { item_id, delta } = event as Told<'response.output_text.delta'>;
        this.#texts.set(item_id, (this.#texts.get(item_id) ?? '') + delta);
        break;
      }
      case 'response.output_item.done': {
        const { id } = (event as Told<'response.output_item.done'>).item;
        note('tutor', this.#texts.get(id)?.trim() ?? '');
        this.#texts.delete(id);
        break;
      }
      case 'tutor.caption': {
        const { words } = event as Told<'tutor.caption'>;
        note('captions', words.map(({ text, start_ms }) => `${seconds(start_ms)} ${text}`).join('  '));
        break;
      }
      case 'tutor.duck':
        note('duck', '');
        break;
      case 'tutor.resume':
        note('resume', `from ${seconds((event as Told<'tutor.resume'>).from_ms)}`);
        break;
      case 'tutor.turn.ended': {
        const { outcome, heard_text } = event as Told<'tutor.turn.ended'>;
        if (outcome !== 'spoken') note(outcome, heard_text === '' ? '' : `after: ${heard_text}`);
        break;
      }
      case 'tutor.turn.metrics': {
        const { response_ms } = (event as Told<'tutor.turn.metrics'>).record;
        if (response_ms !== undefined) note('answered', `${seconds(response_ms)} s after the end of speech`);
        break;
      }
      case 'tutor.correction':
        for (const { message, suggestions } of (event as Told<'tutor.correction'>).findings) {
          note('check', [message, suggestions.slice(0, 3).join(' / ')].filter((part) => part !== '').join(' → '));
        }
        break;
      case 'error':
        note('error', (event as Told<'error'>).error.message);
        break;
      default:
        this.#effect(event, note);
    }
  }

  #effect(event: AnyServerEvent, note: (who: string, words: string) => void): void {
    switch (event.type) {
      case 'tutor.feedback': {
        const { verdict, correction, answer, heard, hint } = (event as unknown as Effect<Feedback>).data;
        const better =
          correction === null ? (answer === heard ? '' : answer) : `${correction.better} (${correction.why})`;
        note('feedback', [verdicts[verdict], better, hint].filter((part) => part !== '').join(': '));
        break;
      }
      case 'tutor.hint': {
        const { level, levels, text, choices } = (event as unknown as Effect<Hint>).data;
        note('hint', `${level}/${levels} ${[text, ...choices].join(' | ')}`);
        break;
      }
      case 'tutor.translation': {
        const { text, translation } = (event as unknown as Effect<{ text: string; translation: string }>).data;
        note('meaning', `${text} = ${translation}`);
        break;
      }
      case 'tutor.progress': {
        const { done, total } = (event as unknown as Effect<Progress>).data;
        note('progress', `${done} of ${total}`);
        break;
      }
      case 'tutor.summary': {
        const { first_try, with_help, shown, skipped, corrected } = (event as unknown as Effect<Summary>).data;
        note('summary', `${first_try} at once, ${with_help} with help, ${shown} shown, ${skipped} skipped`);
        for (const { said, better, repaired } of corrected)
          note('', `${said} → ${better}${repaired ? ' (then said right)' : ''}`);
        break;
      }
      default:
        break;
    }
  }
}
