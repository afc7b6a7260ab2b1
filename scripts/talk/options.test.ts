import { describe, expect, it } from 'vitest';
import { readOptions, socketUrl, UsageProblem } from './options.ts';

describe('talk options', () => {
  it('takes files and options in any order', () => {
    expect(readOptions(['a.wav', '--scene', 'cafe-en', 'b.wav', '--out', 'r.wav', '--fast'])).toEqual({
      files: ['a.wav', 'b.wav'],
      scene: 'cafe-en',
      out: 'r.wav',
      url: undefined,
      key: undefined,
      fast: true,
    });
    expect(readOptions(['--help'])).toBe('help');
  });

  it.each([[['--scenes', 'x']], [['--scene']], [['--key', 'k']], [['--url', 'ftp://here']], [['--url', 'http://']]])(
    'refuses %j in words',
    (args) => {
      expect(() => readOptions(args)).toThrow(UsageProblem);
    },
  );

  it.each([
    ['127.0.0.1:8787', 'ws://127.0.0.1:8787/v1/realtime'],
    ['http://127.0.0.1:8787/', 'ws://127.0.0.1:8787/v1/realtime'],
    ['https://tutor.example', 'wss://tutor.example/v1/realtime'],
    ['ws://here:1/other?a=b', 'ws://here:1/other?a=b'],
  ])('finds the voice socket of %s', (address, url) => {
    expect(socketUrl(address)).toBe(url);
  });
});
