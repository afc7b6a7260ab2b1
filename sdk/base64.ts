// SPDX-License-Identifier: Apache-2.0

/** Bytes a call of `String.fromCharCode`: below every engine's limit of arguments. */
const SLICE = 8192;

/** PCM16 little-endian samples as base64, the shape of audio on the realtime socket. */
export function pcmToBase64(samples: Int16Array): string {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  return btoa(text);
}

/** The samples in base64 PCM16 little-endian; a trailing half sample is dropped. Throws on text that is not base64. */
export function base64ToPcm(text: string): Int16Array<ArrayBuffer> {
  const raw = atob(text);
  const samples = new Int16Array(raw.length >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = raw.charCodeAt(2 * i) | (raw.charCodeAt(2 * i + 1) << 8);
  return samples;
}
