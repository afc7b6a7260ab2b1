import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprint, isStale } from './build-web.ts';

const root = mkdtempSync(join(tmpdir(), 'parlando-web-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('build-web', () => {
  it('is stale until it was built of just these sources', () => {
    for (const path of ['web/main.tsx', 'sdk/client.ts', 'wire/events.ts', 'package-lock.json']) write(path, 'one');
    expect(isStale(root)).toBe(true);
    write('web/dist/made-of.txt', `${fingerprint(root)}\n`);
    expect(isStale(root)).toBe(false);
    for (const path of ['web/main.tsx', 'sdk/client.ts', 'wire/events.ts', 'package-lock.json', 'web/new.css']) {
      write(path, 'two');
      expect(isStale(root), path).toBe(true);
      write('web/dist/made-of.txt', fingerprint(root));
    }
  });

  it('does not mind tests, earlier builds, or when and where a file was written', () => {
    const before = fingerprint(root);
    write('web/state.test.ts', 'a test');
    write('web/dist/index.html', 'a build');
    write('web/.cache/7/index.html', 'a build going on');
    expect(fingerprint(root)).toBe(before);
    const elsewhere = `${root}-elsewhere`;
    cpSync(root, elsewhere, { recursive: true });
    expect(fingerprint(elsewhere)).toBe(before);
    rmSync(elsewhere, { recursive: true });
  });
});
