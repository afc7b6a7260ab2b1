import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const executable = process.env.TEST_CHROMIUM ?? '/usr/bin/chromium';

/** Stories in a browser need one; the machine may have none. */
export const hasBrowser = existsSync(executable);

export interface DeviceWish {
  /** WAV that is the learner's microphone, played once; a steady beep without one. */
  microphone?: string;
  /** What the browser says when it is asked for the microphone. */
  permission?: 'granted' | 'denied';
}

export interface PageWish {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  language?: string;
  reducedMotion?: boolean;
  /** Run in the page before its own scripts. */
  before?: string;
}

/** A page with storage of its own, and everything that it complained about. */
export interface Visit extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** Console errors and warnings, and uncaught exceptions; a story ends by expecting none. */
  complaints: string[];
}

/** Chromium with a microphone of the story's choice. */
export function startBrowser({ microphone, permission }: DeviceWish = {}): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--autoplay-policy=no-user-gesture-required',
    '--use-fake-device-for-media-stream',
  ];
  // With the flag every question is answered with yes; without it a page that was granted nothing is refused.
  if (permission !== 'denied') args.push('--use-fake-ui-for-media-stream');
  if (microphone !== undefined) args.push(`--use-file-for-fake-audio-capture=${microphone}%noloop`);
  return chromium.launch({ executablePath: executable, headless: true, args });
}

export async function visit(browser: Browser, url: string, wish: PageWish = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: wish.width ?? 1280, height: wish.height ?? 860 },
    colorScheme: wish.theme ?? 'light',
    locale: wish.language ?? 'en-GB',
    reducedMotion: wish.reducedMotion === true ? 'reduce' : 'no-preference',
  });
  if (wish.before !== undefined) await context.addInitScript(wish.before);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  await page.goto(url);
  return { page, context, complaints, [Symbol.asyncDispose]: () => context.close() };
}
