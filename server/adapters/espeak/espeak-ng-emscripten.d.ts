declare module '@echogarden/espeak-ng-emscripten' {
  interface EspeakWorker {
    /** 0 when the voice was found. */
    set_voice(name: string): number;
    set_rate(wordsPerMinute: number): void;
    synthesize(
      text: string,
      onChunk: (
        samples: Int16Array,
        events: {
          type: string;
          text_position: number;
          word_length: number;
          audio_position: number;
          id?: string | number;
        }[],
      ) => boolean,
    ): void;
    convert_to_phonemes(text: string, ipa: boolean): { ptr: number };
  }
  const load: () => Promise<{ HEAPU8: Uint8Array; eSpeakNGWorker: new () => EspeakWorker }>;
  export default load;
}
