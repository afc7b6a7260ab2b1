/** Samples and bytes are one memory here: PCM16 is little-endian on the wire, and so is every machine Node runs on that we ship for. */

/** The samples in `bytes`, sharing its memory when its address is even, copied otherwise. An odd last byte is left out. */
export function pcm16View(bytes: Uint8Array): Int16Array {
  const length = bytes.byteLength >> 1;
  if (bytes.byteOffset % 2 === 0) return new Int16Array(bytes.buffer, bytes.byteOffset, length);
  // Not `bytes.slice`: a Buffer's own slice shares memory and keeps the odd address.
  const copy = new Int16Array(length);
  pcm16Bytes(copy).set(bytes.subarray(0, length * 2));
  return copy;
}

/** The bytes of `samples`, sharing their memory. */
export function pcm16Bytes(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** Samples from base64 text, as the realtime socket carries them. Letters that are no base64 are skipped; check before. */
export function pcm16FromBase64(text: string): Int16Array {
  return pcm16View(Buffer.from(text, 'base64'));
}

export function pcm16ToBase64(samples: Int16Array): string {
  return pcm16Bytes(samples).toString('base64');
}
