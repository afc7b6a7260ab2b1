// SPDX-License-Identifier: Apache-2.0

/** Sound gathered before a track starts, or goes on after running dry, so that a late chunk is not heard as a stutter. */
const CUSHION_MS = 60;
/** A cut is a fade this long, or it clicks. */
const FADE_MS = 12;

interface Track {
  id: string;
  chunks: Float32Array[];
  length: number;
  /** All of it has been appended. */
  complete: boolean;
}

export interface TapePosition {
  /** The track that is playing or is next to play. */
  track: string;
  playedMs: number;
  /** Sound comes out now: not paused, not waiting for more. */
  moving: boolean;
}

export interface TrackEnd {
  track: string;
  /** Played to its end; otherwise it was stopped. */
  whole: boolean;
}

/**
 * The tutor's voice as the ear gets it: tracks (one a reply) played in order from a growing store, with pause, going back
 * inside the current track, and stop. It lives in the audio thread, so it is told of everything and asked for blocks.
 */
export class PlaybackTape {
  readonly #rate: number;
  readonly #fade: number;
  #tracks: Track[] = [];
  #at = 0;
  #paused = false;
  #waiting = true;
  #gain = 0;
  /** Done once the fade has reached silence: stop, or jump. */
  #afterFade: (() => void) | undefined;
  #ended: TrackEnd[] = [];
  readonly #stopped = new Set<string>();

  /** `rate` in Hertz, of everything appended and pulled. */
  constructor(rate: number) {
    this.#rate = rate;
    this.#fade = 1000 / (FADE_MS * rate);
  }

  /** Adds sound at the end of a track; a stopped track takes none. */
  append(id: string, samples: Float32Array): void {
    if (this.#stopped.has(id)) return;
    const track = this.#open(id);
    track.chunks.push(samples);
    track.length += samples.length;
  }

  /** No more sound follows in this track. */
  complete(id: string): void {
    if (!this.#stopped.has(id)) this.#open(id).complete = true;
  }

  pause(): void {
    this.#paused = true;
  }

  /** Goes on, from `fromMs` of the track when it is the current one and a time is given. */
  resume(id?: string, fromMs?: number): void {
    const current = this.#tracks[0];
    if (current !== undefined && current.id === id && fromMs !== undefined) {
      const goal = Math.max(0, Math.min(current.length, Math.round((fromMs * this.#rate) / 1000)));
      const jump = (): void => {
        this.#at = goal;
        this.#paused = false;
      };
      if (this.#gain === 0) jump();
      else {
        this.#paused = true;
        this.#afterFade = jump;
      }
      return;
    }
    this.#paused = false;
  }

  /** Ends a track, or all of them, at once but for the fade; nothing more of it is played. */
  stop(id?: string): void {
    const current = this.#tracks[0];
    // A reply may be stopped before its first sound has come.
    if (id !== undefined) this.#stopped.add(id);
    for (const track of this.#tracks) {
      if (id !== undefined && track.id !== id) continue;
      this.#stopped.add(track.id);
      if (track !== current) this.#ended.push({ track: track.id, whole: false });
    }
    this.#tracks = this.#tracks.filter((track) => track === current || !this.#stopped.has(track.id));
    if (current === undefined || !this.#stopped.has(current.id)) return;
    const drop = (): void => this.#next();
    if (this.#gain === 0) drop();
    else this.#afterFade = drop;
    this.#paused = false;
  }

  position(): TapePosition | undefined {
    const track = this.#tracks[0];
    if (track === undefined) return undefined;
    return { track: track.id, playedMs: (this.#at * 1000) / this.#rate, moving: !this.#paused && !this.#waiting };
  }

  /** Tracks that ended since the last call, played to the end or stopped. */
  ended(): TrackEnd[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  /** Fills `block` with what is heard next; silence when there is nothing. */
  pull(block: Float32Array): void {
    for (let i = 0; i < block.length; i++) block[i] = this.#sample();
  }

  #sample(): number {
    const track = this.#current();
    const fading = this.#paused || this.#afterFade !== undefined;
    if (track === undefined || this.#waiting || (fading && this.#gain === 0)) {
      this.#settle();
      return 0;
    }
    this.#gain = fading ? Math.max(0, this.#gain - this.#fade) : Math.min(1, this.#gain + this.#fade);
    const value = this.#read(track, this.#at) * this.#gain;
    this.#at++;
    if (fading && this.#gain === 0) this.#settle();
    return value;
  }

  /** What was put off until silence. */
  #settle(): void {
    const then = this.#afterFade;
    if (then === undefined) return;
    this.#afterFade = undefined;
    this.#gain = 0;
    then();
  }

  #current(): Track | undefined {
    for (;;) {
      const track = this.#tracks[0];
      if (track === undefined) return undefined;
      const left = track.length - this.#at;
      if (left <= 0 && track.complete) {
        this.#settle();
        if (this.#tracks[0] === track) this.#next();
        continue;
      }
      if (left <= 0) {
        this.#waiting = true;
        this.#gain = 0;
      } else if (this.#waiting) this.#waiting = !track.complete && left < (CUSHION_MS * this.#rate) / 1000;
      return track;
    }
  }

  #next(): void {
    const track = this.#tracks.shift();
    if (track !== undefined) this.#ended.push({ track: track.id, whole: !this.#stopped.has(track.id) });
    this.#at = 0;
    this.#waiting = true;
    this.#gain = 0;
    this.#hint = { chunk: 0, from: 0 };
  }

  #open(id: string): Track {
    const known = this.#tracks.find((track) => track.id === id);
    if (known !== undefined) return known;
    const track: Track = { id, chunks: [], length: 0, complete: false };
    this.#tracks.push(track);
    return track;
  }

  /** Where the last read was, since reads go forward but for a resume. */
  #hint = { chunk: 0, from: 0 };

  #read(track: Track, at: number): number {
    if (at < this.#hint.from) this.#hint = { chunk: 0, from: 0 };
    for (;;) {
      const chunk = track.chunks[this.#hint.chunk];
      if (chunk === undefined) return 0;
      if (at < this.#hint.from + chunk.length) return chunk[at - this.#hint.from] ?? 0;
      this.#hint = { chunk: this.#hint.chunk + 1, from: this.#hint.from + chunk.length };
    }
  }
}
