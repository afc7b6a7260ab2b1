import { describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted, Outage } from '../../kit/errors.ts';
import { listen, textToSpeechContract } from './contract.ts';
import { type FakeTextToSpeech, fakeTextToSpeech, type SpeechScripting } from './fake.ts';
import { routeVoices } from './route-voices.ts';

const sentence = 'What would you like to drink?';
const source = (provider: string, language: string, script: SpeechScripting = {}): FakeTextToSpeech =>
  fakeTextToSpeech(realClock, {
    provider,
    script,
    voices: [
      { id: `${provider}-1`, name: 'One', language },
      { id: `${provider}-2`, name: 'Two', language },
    ],
  });

textToSpeechContract('voice router', async () => ({
  tts: routeVoices([source('a', 'en'), source('b', 'pl')]),
  voice: 'b-1',
  sentence,
  long: `${sentence} `.repeat(8).trim(),
  hanging: routeVoices([source('b', 'pl', { end: 'hang' })]),
  failing: routeVoices([source('b', 'pl', { end: 'fail', endAfterMs: 300 }), source('c', 'pl')]),
}));

describe('voice router', () => {
  test('each voice goes to the one that has it; a language means its first voice', async () => {
    const [a, b] = [source('a', 'en'), source('b', 'pl')];
    const tts = routeVoices([a, b]);
    for (const voice of ['a-2', 'b-1', 'pl', 'en']) await listen(tts, { text: sentence, voice, speed: 1 });
    expect(a.requests.map((request) => request.voice)).toEqual(['a-2', 'a-1']);
    expect(b.requests.map((request) => request.voice)).toEqual(['b-1', 'b-1']);
    tts.prewarm('b-2');
    expect([a.prewarmed, b.prewarmed]).toEqual([[], ['b-2']]);
  });

  test('an outage before the first sound is spoken by another voice of the language', async () => {
    const fallbacks: string[][] = [];
    const broken = source('a', 'en', { end: 'fail' });
    const spare = source('c', 'en');
    const tts = routeVoices([broken, source('b', 'pl'), spare], (...names) => fallbacks.push(names));
    const said = await listen(tts, { text: sentence, voice: 'a-1', speed: 1 });
    expect(said.words).toHaveLength(6);
    expect(spare.requests.map((request) => request.voice)).toEqual(['c-1']);
    expect(fallbacks).toEqual([['a', 'c']]);
  });

  test('after the first sound nobody else takes over: the sentence would be heard twice', async () => {
    const spare = source('c', 'en');
    const tts = routeVoices([source('a', 'en', { end: 'fail', endAfterMs: 200 }), spare]);
    await expect(listen(tts, { text: sentence, voice: 'a-1', speed: 1 })).rejects.toThrow(Outage);
    expect(spare.requests).toHaveLength(0);
  });

  test('when all fail, the first failure is told', async () => {
    const tts = routeVoices([source('a', 'en', { end: 'fail' }), source('c', 'en', { end: 'fail' })]);
    await expect(listen(tts, { text: sentence, voice: 'a-1', speed: 1 })).rejects.toMatchObject({ provider: 'a' });
  });

  test('an abort is no reason to try another', async () => {
    const spare = source('c', 'en');
    const tts = routeVoices([source('a', 'en', { end: 'hang' }), spare]);
    const abort = new AbortController();
    const speaking = tts.speak({ text: sentence, voice: 'a-1', speed: 1 }, abort.signal)[Symbol.asyncIterator]().next();
    abort.abort(new Aborted('enough'));
    await expect(speaking).rejects.toThrow('enough');
    expect(spare.requests).toHaveLength(0);
  });

  test('health names what is not well, and disposal reaches all', async () => {
    const [a, b] = [source('a', 'en'), source('b', 'pl')];
    const tts = routeVoices([a, b]);
    await a[Symbol.asyncDispose]();
    expect(await tts.health()).toMatchObject({ ok: false, detail: 'a: NOT OK, disposed; b: scripted' });
    await tts[Symbol.asyncDispose]();
    expect(b.disposed).toBe(true);
  });
});
