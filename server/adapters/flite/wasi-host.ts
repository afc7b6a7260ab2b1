import { type WasmMemory, type WasmModule, wasm } from './web-assembly.ts';

/** Results of WASI calls, by their numbers in the preview 1 standard. */
const ok = 0;
const badDescriptor = 8;

/** Descriptors: the three streams, the root folder, and the one file that the program writes. */
const stdout = 1;
const stderr = 2;
const root = 3;
const file = 4;

export interface WasiRun {
  exitCode: number;
  stdout: Uint8Array;
  file: Uint8Array;
}

export interface WasiProgram {
  /** Runs the program to its end; once for each instance. Throws what the program traps on. */
  run(args: readonly string[]): WasiRun;
}

class ProgramExit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/**
 * A program compiled for WASI preview 1 with arguments, standard output and one output file, all in memory: what is spoken never touches a
 * disk, and Node's experimental WASI is not needed. Only the calls that flite imports are there.
 */
export function instantiateWasi(module: WasmModule): WasiProgram {
  let args: Uint8Array[] = [];
  const outputs = { [stdout]: new Bytes(), [stderr]: new Bytes(), [file]: new Bytes() } as Record<number, Bytes>;
  const view = (): DataView => new DataView(memory().buffer);
  const put32 = (at: number, value: number): void => view().setUint32(at, value, true);

  const calls: Record<string, (...given: number[]) => number> = {
    args_sizes_get(count = 0, bytes = 0) {
      put32(count, args.length);
      put32(
        bytes,
        args.reduce((sum, arg) => sum + arg.length, 0),
      );
      return ok;
    },
    args_get(pointers = 0, bytes = 0) {
      let at = bytes;
      for (const [index, arg] of args.entries()) {
        put32(pointers + index * 4, at);
        new Uint8Array(memory().buffer).set(arg, at);
        at += arg.length;
      }
      return ok;
    },
    // Only to seed and to report; always the same, so that the same text always sounds the same.
    clock_time_get(_clock, _precision, result = 0) {
      view().setBigUint64(result, 0n, true);
      return ok;
    },
    fd_close: () => ok,
    fd_fdstat_get(descriptor = 0, result = 0) {
      const kind = descriptor === root ? 3 : descriptor === file ? 4 : 2;
      const stat = new Uint8Array(memory().buffer, result, 24);
      stat.fill(0xff).fill(0, 0, 8);
      stat[0] = kind;
      return ok;
    },
    fd_fdstat_set_flags: () => ok,
    fd_prestat_get(descriptor = 0, result = 0) {
      if (descriptor !== root) return badDescriptor;
      put32(result, 0);
      put32(result + 4, 1);
      return ok;
    },
    fd_prestat_dir_name(_descriptor, path = 0) {
      view().setUint8(path, '/'.charCodeAt(0));
      return ok;
    },
    path_open(...given) {
      put32(given[8] ?? 0, file);
      return ok;
    },
    fd_read(_descriptor, _vectors, _count, result = 0) {
      put32(result, 0);
      return ok;
    },
    // The offset is a 64-bit integer, which arrives as a bigint.
    fd_seek(descriptor = 0, offset = 0, whence = 0, result = 0) {
      const output = outputs[descriptor];
      if (!output) return badDescriptor;
      output.at = Number(offset) + (whence === 1 ? output.at : whence === 2 ? output.length : 0);
      view().setBigUint64(result, BigInt(output.at), true);
      return ok;
    },
    fd_write(descriptor = 0, vectors = 0, count = 0, result = 0) {
      const output = outputs[descriptor];
      if (!output) return badDescriptor;
      let written = 0;
      for (let at = vectors; at < vectors + count * 8; at += 8) {
        const length = view().getUint32(at + 4, true);
        output.write(new Uint8Array(memory().buffer, view().getUint32(at, true), length));
        written += length;
      }
      put32(result, written);
      return ok;
    },
    proc_exit(code = 0) {
      throw new ProgramExit(code);
    },
  };

  const instance = new wasm.Instance(module, { wasi_snapshot_preview1: calls });
  const memory = (): WasmMemory => instance.exports.memory as WasmMemory;

  return {
    run(given) {
      args = given.map((arg) => new TextEncoder().encode(`${arg.replaceAll('\0', ' ')}\0`));
      let exitCode = 0;
      try {
        (instance.exports._start as () => void)();
      } catch (error) {
        if (!(error instanceof ProgramExit)) throw error;
        exitCode = error.code;
      }
      return { exitCode, stdout: (outputs[stdout] as Bytes).taken, file: (outputs[file] as Bytes).taken };
    },
  };
}

/** A growing file in memory. */
class Bytes {
  #bytes = new Uint8Array(1 << 16);
  length = 0;
  at = 0;

  write(bytes: Uint8Array): void {
    const end = this.at + bytes.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.length));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.at);
    this.at = end;
    this.length = Math.max(this.length, end);
  }

  get taken(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}
