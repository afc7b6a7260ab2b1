import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { Grammar, GrammarFinding } from './port.ts';

export type GrammarRequest = Parameters<Grammar['check']>[0];

/** What one check does, times on the given clock. */
export interface GrammarScript {
  /** Wait before the answer. */
  afterMs: number;
  /** How it ends: well, never, or with an Outage. */
  end: 'complete' | 'hang' | 'fail';
}

export type GrammarScripting =
  | Partial<GrammarScript>
  | ((request: GrammarRequest, index: number) => Partial<GrammarScript>);

export interface FakeGrammar extends Grammar {
  readonly requests: readonly GrammarRequest[];
  /** Checks neither answered nor given up. */
  readonly active: number;
  readonly disposed: boolean;
}

/** Finds the wrong strings it was given: each key of `mistakes` is a wrong piece of text, its value the right one. */
export function fakeGrammar(
  clock: Clock,
  options: {
    mistakes?: Readonly<Record<string, string>>;
    script?: GrammarScripting;
    languages?: readonly string[];
  } = {},
): FakeGrammar {
  const mistakes = Object.entries(options.mistakes ?? { 'I goed': 'I went' });
  const languages = options.languages ?? ['en', 'pl'];
  const requests: GrammarRequest[] = [];
  let active = 0;
  let disposed = false;
  const outage = (why: string): Outage => new Outage({ port: 'grammar', provider: 'fake', retryable: true }, why);

  async function check(request: GrammarRequest, signal: AbortSignal): Promise<readonly GrammarFinding[]> {
    if (!languages.includes(request.language)) throw new RangeError(`no grammar check for ${request.language}`);
    if (disposed) throw outage('the fake is disposed');
    signal.throwIfAborted();
    const given = options.script ?? {};
    const script = {
      afterMs: 3,
      end: 'complete',
      ...(typeof given === 'function' ? given(request, requests.length) : given),
    };
    requests.push(request);
    active++;
    try {
      await clock.sleep(script.afterMs, signal);
      if (script.end === 'fail') throw outage('scripted failure');
      if (script.end === 'hang') await untilAborted(signal);
      return mistakes.flatMap(([wrong, right]) => findingsOf(request, wrong, right)).sort((a, b) => a.start - b.start);
    } finally {
      active--;
    }
  }

  return {
    provider: 'fake',
    languages,
    requests,
    get active() {
      return active;
    },
    get disposed() {
      return disposed;
    },
    check,
    health: async () => ({ ok: !disposed, detail: disposed ? 'disposed' : 'scripted' }),
    [Symbol.asyncDispose]: async () => {
      disposed = true;
    },
  };
}

function findingsOf(request: GrammarRequest, wrong: string, right: string): GrammarFinding[] {
  if (request.words?.includes(wrong)) return [];
  const rule = `fake.${wrong.replaceAll(' ', '-')}`;
  const found: GrammarFinding[] = [];
  for (let start = request.text.indexOf(wrong); start >= 0; start = request.text.indexOf(wrong, start + 1)) {
    const end = start + wrong.length;
    found.push({ start, end, kind: 'OTHER', rule, message: `Say “${right}”.`, suggestions: [right] });
  }
  return found;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
