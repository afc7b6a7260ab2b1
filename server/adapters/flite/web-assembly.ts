/** The little of WebAssembly that is used here: its types come with the browser's, which the server is not compiled with. */
export interface WasmEngine {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  Instance: new (
    module: WasmModule,
    imports: Record<string, Record<string, unknown>>,
  ) => { exports: Record<string, unknown> };
}

/** Opaque: compiled code. */
export type WasmModule = object;

export interface WasmMemory {
  /** A new one each time the memory grows. */
  readonly buffer: ArrayBuffer;
}

export const wasm = (globalThis as unknown as { WebAssembly: WasmEngine }).WebAssembly;
