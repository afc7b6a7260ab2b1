/** Mono 16-bit sound as a WAV file, for the browser to play. */
export function wavOf(frames: readonly Int16Array[], rate: number): Blob {
  const length = frames.reduce((sum, frame) => sum + frame.length, 0) * 2;
  const head = new DataView(new ArrayBuffer(44));
  const text = (at: number, word: string): void => {
    for (const [n, letter] of [...word].entries()) head.setUint8(at + n, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  head.setUint32(4, 36 + length, true);
  text(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  // PCM, one channel.
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, rate * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  text(36, 'data');
  head.setUint32(40, length, true);
  return new Blob([head, ...frames.map((frame) => frame.slice())], { type: 'audio/wav' });
}
