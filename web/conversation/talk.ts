import { base64ToPcm } from '../../sdk/base64.ts';
import { Microphone, MicrophoneProblem } from '../../sdk/browser/microphone.ts';
import microphoneWorklet from '../../sdk/browser/microphone-worklet.ts?worker&url';
import { Player } from '../../sdk/browser/player.ts';
import playerWorklet from '../../sdk/browser/player-worklet.ts?worker&url';
import type { TapePosition } from '../../sdk/playback-tape.ts';
import { RealtimeClient } from '../../sdk/realtime-client.ts';
import type { AnyServerEvent } from '../../wire/realtime.ts';
import { refresh } from '../api/session.ts';
import { type EarlierTalk, forgetTalk, keepTalk } from '../earlier-talk.ts';
import { reduceTalk } from './reduce-talk.ts';
import type { TalkEvent } from './talk-events.ts';
import { initialTalk, type MicrophoneState, speakingLine, type TalkState } from './talk-state.ts';

/** What the recogniser works at: no sense in sending more. */
const MICROPHONE_RATE = 16_000;
const VOICE_RATE = 24_000;
const REPORT_EVERY_MS = 250;

export interface TalkOptions {
  url: string;
  /** Asked at each connection. */
  key: () => string | undefined;
  scene: string;
  microphone: boolean;
  /** Heard only while the talk button is held. */
  holding?: boolean;
  /** What was said before, when an earlier conversation goes on. */
  earlier?: Promise<EarlierTalk | undefined>;
}

/** One conversation of the page: the socket, the microphone and the player, and what there is to see of them. */
export class Talk implements AsyncDisposable {
  readonly #options: TalkOptions;
  #state = initialTalk;
  readonly #watchers = new Set<() => void>();
  readonly #meters = new Set<(level: number) => void>();
  #client: RealtimeClient | undefined;
  #player: Player | undefined;
  #microphone: Microphone | undefined;
  #reports: ReturnType<typeof setInterval> | undefined;
  #skipWaiting: (() => void) | undefined;
  #closed = false;

  constructor(options: TalkOptions) {
    this.#options = options;
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly snapshot = (): TalkState => this.#state;

  /** Tells of the microphone's level, 0 to 1, fifty times a second. */
  readonly meter = (watcher: (level: number) => void): (() => void) => {
    this.#meters.add(watcher);
    return () => this.#meters.delete(watcher);
  };

  /** Where the ear is in the tutor's voice now. */
  readonly position = (): TapePosition | undefined => this.#player?.position();

  /** False while the browser holds the tutor's voice back. */
  readonly audible = (): boolean => this.#player?.audible ?? true;

  /** Asks for the microphone, then begins. Call it from a click or key press, so that sound is allowed. */
  async start(): Promise<void> {
    void this.#options.earlier?.then((talk) => talk && this.#tell({ type: 'local.earlier', lines: talk.lines }));
    const player = Player.open({
      rate: VOICE_RATE,
      workletUrl: playerWorklet,
      onEnded: (track, playedMs) => this.#soundEnded(track, playedMs),
    }).catch(() => {
      // A browser without sound still has the words.
      this.#tell({ type: 'local.silent' });
      return undefined;
    });
    if (this.#options.microphone) {
      const skipped = new Promise<void>((resolve) => {
        this.#skipWaiting = resolve;
      });
      await Promise.race([this.#openMicrophone(), skipped]);
    }
    this.#player = await player;
    if (this.#closed) return await this.#player?.[Symbol.asyncDispose]();
    this.#client = new RealtimeClient({
      url: this.#options.url,
      key: this.#options.key,
      session: {
        audio: {
          input: { format: { type: 'audio/pcm', rate: MICROPHONE_RATE } },
          output: { format: { type: 'audio/pcm', rate: VOICE_RATE } },
        },
        tutor: { scene: this.#options.scene, ducks: true, playback: true },
      },
      onEvent: (event) => this.#receive(event),
      onState: (state) => {
        this.#tell({ type: 'local.connection', state });
        // The token may have ended meanwhile; the next try has a fresh one.
        if (state.kind === 'resuming') void refresh();
        // Nobody listens any more, so nothing is recorded.
        if (state.kind === 'ended') void this.#closeMicrophone();
      },
    });
    this.#reports = setInterval(() => this.#report(), REPORT_EVERY_MS);
  }

  /** Begins by keyboard alone while the browser still asks about the microphone. */
  goOnWithoutMicrophone(): void {
    this.#skipWaiting?.();
  }

  say(text: string): boolean {
    this.#touch();
    this.stopTutor();
    return this.#client?.say(text) ?? false;
  }

  command(name: string): boolean {
    this.#touch();
    return this.#client?.command(name) ?? false;
  }

  /** Silences the tutor at once; answers whether there was anything to silence. */
  stopTutor(): boolean {
    const line = speakingLine(this.#state);
    if (line === undefined) return false;
    const ear = this.position();
    this.#player?.stop();
    if (line.fate === 'open') this.#client?.cancel();
    if (ear !== undefined) this.#client?.truncate(ear.track, ear.playedMs);
    return true;
  }

  toggleTranslation(itemId: string): void {
    this.#tell({ type: 'local.translated', item_id: itemId });
  }

  /** Holding the talk button down, or letting it go: heard only while it is held. */
  hold(held: boolean): void {
    this.#touch();
    if (this.#microphone === undefined) {
      if (held && this.#state.microphone !== 'asking') void this.#openMicrophone();
      return;
    }
    this.#microphone.muted = !held;
    this.#show(held ? 'on' : 'muted');
  }

  /** Mutes while something else has the learner's attention; answers how to take it back. */
  rest(): () => void {
    if (this.#microphone === undefined || this.#state.microphone !== 'on') return () => undefined;
    this.toggleMicrophone();
    return () => {
      if (this.#state.microphone === 'muted') this.toggleMicrophone();
    };
  }

  lessonOpened(): void {
    this.#tell({ type: 'local.lesson-opened' });
  }

  /** The talk button: mutes and unmutes, or asks again for a microphone that was not there. */
  toggleMicrophone(): void {
    this.#touch();
    const state = this.#state.microphone;
    if (state === 'asking') return;
    if (this.#microphone === undefined) {
      void this.#openMicrophone();
      return;
    }
    this.#microphone.muted = state === 'on';
    this.#show(state === 'on' ? 'muted' : 'on');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearInterval(this.#reports);
    this.#skipWaiting?.();
    this.#client?.[Symbol.dispose]();
    await Promise.all([this.#closeMicrophone(), this.#player?.[Symbol.asyncDispose]()]);
  }

  async #openMicrophone(): Promise<void> {
    this.#show('asking');
    try {
      const microphone = await Microphone.open({
        rate: MICROPHONE_RATE,
        workletUrl: microphoneWorklet,
        onFrame: (samples, level) => {
          for (const watcher of this.#meters) watcher(level);
          this.#client?.appendAudio(samples);
        },
        onLost: () => void this.#closeMicrophone('absent'),
      });
      if (this.#closed || this.#state.summary !== undefined) return await microphone[Symbol.asyncDispose]();
      this.#microphone = microphone;
      const muted = this.#options.holding === true;
      microphone.muted = muted;
      this.#show(muted ? 'muted' : 'on');
    } catch (error) {
      if (!(error instanceof MicrophoneProblem)) throw error;
      this.#show(error.trouble);
    }
  }

  async #closeMicrophone(state: MicrophoneState = 'off'): Promise<void> {
    const microphone = this.#microphone;
    this.#microphone = undefined;
    if (microphone === undefined) return;
    this.#show(state);
    for (const watcher of this.#meters) watcher(0);
    await microphone[Symbol.asyncDispose]();
  }

  #show(state: MicrophoneState): void {
    this.#tell({ type: 'local.microphone', state });
  }

  #receive(raw: AnyServerEvent): void {
    // Effects are typed by name here; a server that sends another shape is not ours.
    const event = raw as TalkEvent;
    switch (event.type) {
      case 'response.output_audio.delta':
        this.#player?.append(event.item_id, base64ToPcm(event.delta));
        break;
      case 'response.output_audio.done':
        if (this.#player === undefined) this.#soundEnded(event.item_id, undefined);
        this.#player?.complete(event.item_id);
        break;
      case 'tutor.duck':
        this.#player?.pause();
        break;
      case 'tutor.resume':
        this.#player?.resume(event.item_id, event.from_ms);
        break;
      case 'tutor.turn.ended':
        if (event.item_id !== null && event.outcome !== 'spoken') this.#cut(event.item_id);
        break;
      case 'tutor.session':
        keepTalk(event.conversation_id);
        break;
      case 'tutor.summary':
        forgetTalk();
        void this.#closeMicrophone();
        break;
      case 'error':
        // A reply that ended by itself while it was being stopped: nobody needs to know.
        if (event.error.code === 'response_cancel_not_active') return;
        break;
      default:
        break;
    }
    this.#tell(event);
  }

  /** The server has ended a reply: nothing more of it is heard, and it is told how far the ear came. */
  #cut(itemId: string): void {
    const ear = this.position();
    this.#player?.stop(itemId);
    this.#player?.resume();
    if (ear?.track === itemId) this.#client?.truncate(itemId, ear.playedMs);
  }

  #soundEnded(itemId: string, playedMs: number | undefined): void {
    if (playedMs !== undefined) this.#client?.played(itemId, playedMs);
    this.#tell({ type: 'local.sound-ended', item_id: itemId });
  }

  #report(): void {
    const ear = this.position();
    if (ear?.moving === true) this.#client?.played(ear.track, ear.playedMs);
  }

  /** Browsers may have put the sound to sleep; a touch wakes it. */
  #touch(): void {
    if (this.#player?.audible === false) void this.#player.wake();
  }

  #tell(event: TalkEvent): void {
    if (this.#closed) return;
    const next = reduceTalk(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    for (const watcher of this.#watchers) watcher();
  }
}
