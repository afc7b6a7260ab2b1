import createModule, { type Decoder, type SoundSwallowerModule } from 'soundswallower';
import { PhraseDecoder } from './decoder.ts';

/**
 * Beams as wide as these keep the right phrase alive through a learner's pauses and odd sounds: the defaults lose 8 % of utterances.
 * `dict` names no file on purpose: words are added as they are expected, which saves 30 MB and 180 ms a decoder.
 */
const CONFIG = {
  samprate: 16_000,
  loglevel: 'FATAL',
  beam: 1e-200,
  wbeam: 1e-100,
  pbeam: 1e-200,
  maxhmmpf: -1,
  dict: 'none',
};

/** What the engine's own wrapper uses and its types leave out. */
interface Inside {
  _decoder_init_fe(decoder: number): number;
  _decoder_init_feat_s3file(decoder: number, transform: number): number;
  _acmod_reinit_feat(model: number, frontEnd: number, features: number): number;
}

/** One engine holds any number of decoders in one WebAssembly memory. Not for the server's own thread: it computes synchronously. */
export class Engine {
  readonly #module: SoundSwallowerModule;

  private constructor(module: SoundSwallowerModule) {
    this.#module = module;
  }

  /** Loads the engine. `modelBase` is the folder that holds the models, with its trailing slash. */
  static async load(modelBase: string): Promise<Engine> {
    return new Engine(await createModule({ modelBase, defaultModel: 'en-us' } as Partial<SoundSwallowerModule>));
  }

  /** About 8 MB and 30 ms. */
  async createDecoder(): Promise<PhraseDecoder> {
    const raw = new this.#module.Decoder({ ...CONFIG });
    await raw.initialize();
    return new PhraseDecoder(raw, (mean) => this.#setMean(raw, mean));
  }

  /**
   * Makes the next utterance begin with this mean of its features. The wrapper's own `reinitialize_audio` does the same, but looks for
   * a file each time, and so is not synchronous. 0.3 ms.
   */
  #setMean(raw: Decoder, mean: readonly number[]): void {
    raw.set_config('cmninit', mean.map((value) => value.toFixed(2)).join(','));
    const inside = this.#module as unknown as Inside;
    const { cdecoder, cacmod } = raw as unknown as { cdecoder: number; cacmod: number };
    const frontEnd = inside._decoder_init_fe(cdecoder);
    const features = inside._decoder_init_feat_s3file(cdecoder, 0);
    if (inside._acmod_reinit_feat(cacmod, frontEnd, features) < 0) throw new Error('the features cannot be set');
  }
}
