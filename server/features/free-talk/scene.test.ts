import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { fakeLanguageModel } from '../../ports/language-model/fake.ts';
import type { Heard, ReplyPart, Scene } from '../../turn/scene.ts';
import { lessons } from '../lessons/index.ts';
import { freeTalk } from './index.ts';
import { freeTalkScene } from './scene.ts';

const { commands } = lessons({
  contentFolder: fileURLToPath(new URL('../../../content', import.meta.url)),
  clock: new VirtualClock(),
});
const library = [{ id: 'cafe-en', title: 'At the café' }];
const lessonsIn = () => library;
const never = new AbortController().signal;
const typed = (text: string): Heard => ({ how: 'typed', text, verdict: 'heard', words: [], tentative: false });

function setUp(state?: unknown) {
  const clock = new VirtualClock();
  const model = fakeLanguageModel(clock);
  const scene = freeTalkScene({
    id: 'talk-en',
    language: 'en',
    from: 'pl',
    model,
    dictation: false,
    commands,
    lessons: library,
    state,
  });
  const read = async (parts: AsyncIterable<ReplyPart>): Promise<string> => {
    let text = '';
    for await (const part of parts) if (part.kind === 'text') text += part.text;
    return text;
  };
  const say = (one: Scene, heard: Heard): Promise<string> => {
    const reply = one.reply(heard, never);
    reply.commit();
    return clock.until(read(reply.parts));
  };
  return { clock, model, scene, read, say };
}

test('[S40] what the model streams is the reply, and the talk so far goes with the next request', async () => {
  const { model, scene, say } = setUp();
  expect(await say(scene, typed('I like tea'))).toBe('That sounds good. What would you like to drink?');
  await say(scene, typed('And cake'));
  expect(model.requests[1]?.messages).toEqual([
    { role: 'user', content: 'I like tea' },
    { role: 'assistant', content: 'That sounds good. What would you like to drink?' },
    { role: 'user', content: 'And cake' },
  ]);
  expect(model.requests[1]?.system).toContain('English');
});

test('[S40] the model is given the last ten messages, and a snapshot goes on from there', async () => {
  const { scene, say } = setUp();
  for (let i = 0; i < 8; i += 1) await say(scene, typed(`line ${i}`));
  const later = setUp(scene.snapshot());
  await later.say(later.scene, typed('later'));
  expect(later.model.requests[0]?.messages).toHaveLength(11);
  expect(later.model.requests[0]?.messages[0]).toEqual({ role: 'user', content: 'line 3' });
  const broken = setUp({ messages: 'nonsense' });
  await broken.say(broken.scene, typed('anew'));
  expect(broken.model.requests[0]?.messages).toHaveLength(1);
});

test('[S40] a reply that was only prepared leaves no trace', async () => {
  const { clock, model, scene, read, say } = setUp();
  await clock.until(read(scene.reply({ ...typed('perhaps'), tentative: true }, never).parts));
  await say(scene, typed('surely'));
  expect(model.requests[1]?.messages).toEqual([{ role: 'user', content: 'surely' }]);
});

test('[S41] without a recogniser of free speech it says so, and never asks the model what nobody understood', async () => {
  const { clock, model, scene, read, say } = setUp();
  expect(await clock.until(read(scene.open(never)))).toContain('Please type');
  expect(await say(scene, { how: 'spoken', text: '', verdict: 'unknown', words: [], tentative: false })).toContain(
    'Please type',
  );
  expect(await say(scene, { how: 'asked', text: '', verdict: 'heard', words: [], tentative: false })).toContain(
    'talk about',
  );
  expect(model.requests).toHaveLength(0);
});

test('[S42] free talk is there only with a model', () => {
  const { model } = setUp();
  expect(freeTalk({ model: undefined, dictation: false, commands, lessonsIn }).scenes.list()).toEqual([]);
  expect(
    freeTalk({ model: undefined, dictation: false, commands, lessonsIn }).scenes.open('talk-en', {}),
  ).toBeUndefined();
  const scenes = freeTalk({ model, dictation: true, commands, lessonsIn }).scenes;
  expect(scenes.list().map((one) => one.id)).toEqual(['talk-en', 'talk-pl']);
  expect(scenes.open('talk-pl', {})?.listen().language).toBe('pl');
});

test('[S49] commands are understood in free talk, and are no part of it', async () => {
  const { clock, model, scene, read, say } = setUp();
  await say(scene, typed('I like tea'));
  const reply = 'That sounds good. What would you like to drink?';
  expect(await say(scene, typed('powtórz'))).toBe(reply);
  const slower = scene.reply({ ...typed('slower'), how: 'command' }, never);
  expect(await clock.until(Array.fromAsync(slower.parts))).toEqual([{ kind: 'text', text: reply, speed: 0.75 }]);
  expect(await say(scene, typed('help'))).toContain('Slower, please');
  expect(await say(scene, typed('hint'))).toContain('your day');
  expect(await say(scene, typed('next'))).toContain('something else');
  expect(await say(scene, typed('koniec'))).toContain('Goodbye');
  expect(model.requests).toHaveLength(1);
  const translated = scene.reply(typed('translate'), never);
  const parts = await clock.until(Array.fromAsync(translated.parts));
  expect(parts.every((part) => part.kind === 'text' && part.language === 'pl')).toBe(true);
  expect(model.requests[1]?.messages.at(-1)?.content).toContain('Polish');
  await say(scene, typed('why not'));
  expect(model.requests[2]?.messages.map(({ content }) => content)).toEqual(['I like tea', reply, 'why not']);
  expect(await say(scene, typed('start again'))).toContain('Hi!');
  expect(scene.snapshot()).toEqual({ messages: [] });
  expect(await clock.until(read(scene.reply({ ...typed('dance'), how: 'command' }, never).parts))).toContain('Stop');
});

test('[S49] where free speech is not heard, commands are', async () => {
  const { scene, say } = setUp();
  const phrase = scene.listen().commands.find(({ id }) => id.startsWith('c:help'));
  if (!phrase) throw new Error('no help');
  const heard: Heard = {
    how: 'spoken',
    text: phrase.text,
    verdict: 'heard',
    phraseId: phrase.id,
    words: [],
    tentative: false,
  };
  expect(await say(scene, heard)).toContain('one of these');
});

test('[S48] a lesson may be asked for in free talk, and what names none is talk', async () => {
  const { clock, model, scene, say } = setUp();
  const reply = scene.reply(typed('lesson one'), never);
  reply.commit();
  expect(await clock.until(Array.fromAsync(reply.parts))).toEqual([
    { kind: 'effect', name: 'open-lesson', data: { lesson: 'cafe-en', title: 'At the café' } },
    { kind: 'text', text: 'All right, let us open: At the café.' },
  ]);
  expect(model.requests).toHaveLength(0);
  await say(scene, typed('lesson plans are dull'));
  expect(model.requests).toHaveLength(1);
});
