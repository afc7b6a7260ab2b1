import { expect, test } from 'vitest';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import type { SpeechJobs } from './speech-jobs.ts';
import { streamed } from './stream.ts';
import type { Talks } from './talks.ts';

test('[C7] while a model thinks the line shows that it is alive, and when the client is gone no timer is left', async () => {
  const clock = new VirtualClock();
  const talks = { say: () => new Promise<never>(() => undefined) } as unknown as Talks;
  const deps = { talks, speech: {} as SpeechJobs, log: silentLog, clock };
  const stream = streamed(deps, 'person_a', { session_id: 'chat_a' });
  expect((await stream.next()).value).toBe(':\n\n');
  const later = [stream.next(), stream.next()];
  await clock.advance(31_000);
  expect((await Promise.all(later)).map(({ value }) => value)).toEqual([':\n\n', ':\n\n']);
  await stream.return(undefined);
  expect(clock.timers).toBe(0);
});
