// The page against a server that says what the story wants: the course of a conversation.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, visit } from '../browser.ts';
import { feedback, greet, learnerSays, tutorSays } from '../scripted-lines.ts';
import { english, heardTo, openStage, phase, type ScriptedStage, until } from '../scripted-stage.ts';

describe.skipIf(!hasBrowser)('the page', () => {
  let stage: ScriptedStage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  it('has at most 180 kB of script on the wire, the talk among it', async () => {
    const { page, visitor } = await stage.talking();
    await using _ = visitor;
    const addresses = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))`,
    );
    const scripts = await Promise.all(
      addresses.map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())),
    );
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThan(180_000);
  });

  it('asks for the scene of the other language, with what it can do', async () => {
    const { client, visitor } = await stage.talking({ language: 'pl-PL' });
    await using _ = visitor;
    const { session } = (await client.next('session.update')) as unknown as { session: object };
    expect(session).toMatchObject({
      type: 'realtime',
      audio: { input: { format: { rate: 16_000 } } },
      tutor: { scene: 'cafe-en', ducks: true, playback: true },
    });
    expect(visitor.complaints).toEqual([]);
  });

  it('sends the microphone and moves the meter', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    const { audio } = (await client.next('input_audio_buffer.append')) as unknown as { audio: string };
    expect(Buffer.from(audio, 'base64')).toHaveLength(640);
    // Chromium's own microphone beeps once a second.
    await until(page, `Number(document.querySelector('.cup svg').style.getPropertyValue('--level')) > 0.3`);
    await page.getByRole('button', { name: 'Mute the microphone' }).click();
    await page.getByRole('button', { name: 'Turn the microphone on' }).waitFor();
    expect(await phase(page).textContent()).toContain('muted');
    const place = client.received.length + 10;
    const silent = (await client.next('input_audio_buffer.append', place)) as unknown as { audio: string };
    expect(Buffer.from(silent.audio, 'base64').every((byte) => byte === 0)).toBe(true);
    expect(visitor.complaints).toEqual([]);
  });

  it('hears only while the cup is held, for who wants it so', async () => {
    const visitor = await visit(stage.browser, stage.tutor.url);
    await using _ = visitor;
    const { page } = visitor;
    await page.getByRole('button', { name: 'Start talking' }).waitFor();
    await page.evaluate(`fetch('/v1/me/settings', { method: 'PATCH', body: '{"mic_mode":"hold"}' }).then(() => 1)`);
    await page.reload();
    const arrival = stage.tutor.arrival();
    await page.getByRole('button', { name: 'Start talking' }).click();
    const client = await arrival;
    await client.next('session.update');
    greet(client, english);
    const cup = page.getByRole('button', { name: 'Hold to talk' });
    await cup.waitFor();
    await expect.poll(() => phase(page).textContent()).toContain('Hold the cup');
    // Chromium's own microphone beeps once a second.
    const beeped = async (ms: number): Promise<boolean> => {
      const from = client.received.length;
      await page.waitForTimeout(ms);
      return client.received
        .slice(from)
        .some(({ audio }) => audio !== undefined && Buffer.from(String(audio), 'base64').some((byte) => byte !== 0));
    };
    expect(await beeped(1_500)).toBe(false);
    await cup.hover();
    await page.mouse.down();
    await page.waitForTimeout(200);
    expect(await beeped(1_500)).toBe(true);
    await page.mouse.up();
    await page.waitForTimeout(200);
    expect(await beeped(1_500)).toBe(false);
    await cup.focus();
    await page.keyboard.down('Space');
    await page.waitForTimeout(200);
    expect(await beeped(1_500)).toBe(true);
    await page.keyboard.up('Space');
    await page.waitForTimeout(200);
    expect(await beeped(1_500)).toBe(false);
    expect(visitor.complaints).toEqual([]);
  });

  it('lights each word when the ear hears it, and tells the server where the ear is', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    tutorSays(client, { n: 1, text: 'one two three four five six', wordMs: 400 });
    const seen: string[] = [];
    const lit = page.locator('[data-now]');
    await lit.first().waitFor();
    await expect.poll(() => phase(page).textContent()).toBe('The tutor is speaking');
    for (let i = 0; i < 60 && !seen.includes('six'); i++) {
      const word = (await lit.count()) > 0 ? await lit.first().textContent() : null;
      if (word !== null && seen.at(-1) !== word) seen.push(word);
      await page.waitForTimeout(60);
    }
    expect(seen).toEqual(['one', 'two', 'three', 'four', 'five', 'six'].filter((word) => seen.includes(word)));
    expect(seen.length).toBeGreaterThan(3);
    await expect.poll(() => phase(page).textContent()).toBe('Listening. Go ahead.');
    const reports = client.received
      .filter(({ type }) => type === 'tutor.playback')
      .map(({ played_ms }) => played_ms as number);
    expect(reports.length).toBeGreaterThan(4);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    expect(reports.at(-1)).toBe(2_400);
    expect(visitor.complaints).toEqual([]);
  });

  it('holds the voice while it may be interrupted, and goes on where it is told', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    tutorSays(client, { n: 1, text: 'one two three four five six seven eight', wordMs: 500 });
    await heardTo(page, 'three');
    client.send({ type: 'tutor.duck', item_id: 'tutor_1', at_ms: 1_100 });
    await expect.poll(() => phase(page).textContent()).toBe('The tutor waits for you.');
    await page.waitForTimeout(300);
    const held = await page.locator('[data-now]').textContent();
    await page.waitForTimeout(900);
    expect(await page.locator('[data-now]').textContent()).toBe(held);
    client.send({ type: 'tutor.resume', item_id: 'tutor_1', from_ms: 500 });
    await page.locator('[data-now]', { hasText: 'two' }).waitFor({ timeout: 3_000 });
    expect(visitor.complaints).toEqual([]);
  });

  it('falls silent at once when it is interrupted, and says how far it was heard', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    tutorSays(client, { n: 1, text: 'one two three four five six', wordMs: 500, ends: false });
    await heardTo(page, 'three');
    const ended = {
      response_id: 'resp_1',
      item_id: 'tutor_1',
      outcome: 'interrupted',
      heard_text: 'one two three',
      heard_ms: 1_300,
    };
    client.send({ type: 'tutor.turn.ended', ...ended });
    const truncated = await client.next('conversation.item.truncate');
    expect(truncated.item_id).toBe('tutor_1');
    expect(truncated.audio_end_ms).toBeGreaterThan(900);
    expect(truncated.audio_end_ms).toBeLessThanOrEqual(3_000);
    await page.getByText('You cut in here').waitFor();
    await expect.poll(() => phase(page).textContent()).toBe('Listening. Go ahead.');
    expect(visitor.complaints).toEqual([]);
  });

  it('stops the tutor with Escape', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    tutorSays(client, { n: 1, text: 'one two three four five six', wordMs: 500, ends: false });
    await heardTo(page, 'two');
    await page.keyboard.press('Escape');
    await client.next('response.cancel');
    await client.next('conversation.item.truncate');
    await expect.poll(() => page.locator('[data-now]').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('shows each kind of feedback in words', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    const correction = {
      said: 'I want tea',
      better: 'A tea, please',
      why: '„I want” brzmi szorstko.',
      kind: 'REGISTER',
    };
    const notes: [object, string][] = [
      [{ verdict: 'right' }, 'Right'],
      [{ verdict: 'close', answer: 'A tea, please.', words: [{ text: 'tea', verdict: 'unsure' }] }, 'Close'],
      [{ verdict: 'wrong-form', correction }, 'Wrong form'],
      [{ verdict: 'unsure' }, 'Not sure I heard that'],
      [{ verdict: 'not-understood' }, 'Not understood'],
      [{ verdict: 'wrong' }, 'Does not fit here'],
    ];
    for (const [n, [fields, title]] of notes.entries()) {
      const verdict = (fields as { verdict: string }).verdict;
      learnerSays(
        client,
        `l${n}`,
        verdict === 'not-understood' ? '' : 'I want tea',
        verdict === 'not-understood' ? 'unknown' : 'heard',
      );
      client.send({ type: 'tutor.feedback', response_id: `r${n}`, item_id: `l${n}`, data: feedback(fields) });
      const card = page.getByTestId('feedback').nth(n);
      await card.getByText(title).waitFor();
      expect(await card.getAttribute('data-verdict')).toBe(verdict);
    }
    const wrong = page.locator('[data-verdict="wrong-form"]');
    expect(await wrong.textContent()).toContain('A tea, please');
    expect(await wrong.getByText('brzmi szorstko').getAttribute('lang')).toBe('pl');
    expect(await page.getByText('That was none of what I can hear here.').count()).toBeGreaterThan(0);
    const correctionEvent = {
      rule: 'r',
      kind: 'k',
      start: 2,
      end: 6,
      message: 'Too blunt.',
      suggestions: ['would like'],
    };
    client.send({ type: 'tutor.correction', item_id: 'l0', text: 'I want tea', findings: [correctionEvent] });
    await page.getByText('Too blunt.').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('stays at the end of the talk while lines come, and where the reader went', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    const inBox = (what: string) =>
      page.evaluate<number>(`(([box]) => ${what})(document.getElementsByTagName('section'))`);
    const fromEnd = () => inBox('Math.round(box.scrollHeight - box.clientHeight - box.scrollTop)');
    // Faster than a smooth scroll takes, as a check's notes and the reply come after an answer.
    for (let n = 1; n <= 14; n++) {
      tutorSays(client, { n, text: `This is line ${n}`, wordMs: 10 });
      await page.getByText(`This is line ${n}`, { exact: true }).waitFor();
    }
    await expect.poll(fromEnd, { timeout: 10_000 }).toBeLessThan(3);
    await inBox('box.scrollTo({ top: 100, behavior: "instant" })');
    await expect.poll(fromEnd).toBeGreaterThan(200);
    tutorSays(client, { n: 15, text: 'This is line 15', wordMs: 10 });
    await page.getByText('This is line 15').waitFor();
    await page.waitForTimeout(600);
    expect(await inBox('box.scrollTop')).toBeLessThan(130);
    expect(visitor.complaints).toEqual([]);
  });

  it('comes back by itself when the connection breaks, and says so meanwhile', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    tutorSays(client, { n: 1, text: 'Hello there', wordMs: 50 });
    await page.getByText('Hello there').waitFor();
    const again = stage.tutor.arrival();
    client.drop();
    await page.getByText('The connection dropped.').first().waitFor();
    const back = await again;
    expect(await back.next('tutor.session.resume')).toMatchObject({ token: 'secret' });
    greet(back, english);
    tutorSays(back, { n: 2, text: 'Where were we', wordMs: 50 });
    await page.getByText('Where were we').waitFor();
    expect(await page.getByText('Hello there').count()).toBe(1);
    expect(visitor.complaints.filter((complaint) => !complaint.includes('WebSocket'))).toEqual([]);
  });

  it('tells why it is over and begins again', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    client.close(4002, 'idle');
    await page.getByText('the server hung up').waitFor();
    const arrival = stage.tutor.arrival();
    await page.getByRole('button', { name: 'Begin again' }).click();
    await (await arrival).next('session.update');
    expect(visitor.complaints).toEqual([]);
  });
});
