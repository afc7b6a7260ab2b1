import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorld } from '../world.ts';

test('with its native libraries loaded it has left no identifier in the home of its user', async () => {
  const home = await mkdtemp(join(tmpdir(), 'parlando-home-'));
  {
    await using world = await openWorld({ env: { HOME: home } });
    const health = await (await fetch(`${world.url}/health/detailed`)).json();
    expect(health).toMatchObject({ parts: { 'voice-activity': { detail: expect.stringContaining('loaded') } } });
  }
  // What reports keeps its device id and its queue there.
  expect(await readdir(home, { recursive: true })).toEqual([]);
  await rm(home, { recursive: true, force: true });
});
