/** The real worker, and ways for a test to break it: `crash` throws where nothing catches, `spin` never returns. */
const channel = new BroadcastChannel('soundswallower-test');
channel.onmessage = ({ data }) => {
  if (data === 'crash') throw new TypeError('broken by a test');
  if (data === 'spin') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
await import('./recogniser-worker.ts');

export {};
