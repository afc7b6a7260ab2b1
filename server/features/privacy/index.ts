import type { Feature } from '../../feature.ts';
import { Aborted } from '../../kit/errors.ts';
import type { AccountsFeature } from '../accounts/index.ts';
import { type EraseDeps, finishErasures } from './erase-person.ts';
import { privacyMigration } from './migrations/0005-privacy.ts';
import { privacyRoutes } from './routes.ts';

export interface PrivacyDeps extends EraseDeps {
  accounts: EraseDeps['accounts'] & Pick<AccountsFeature, 'requirePassword'>;
}

export interface PrivacyFeature extends Feature, AsyncDisposable {
  /** Resolves when every erasure is finished, or has failed and waits for the next time. */
  settled(): Promise<void>;
}

/** What was left over is tried again this often. */
const AGAIN_MS = 3_600_000;

/** Everything of a person in one file, and nothing of them anywhere. */
export function privacy(deps: PrivacyDeps): PrivacyFeature {
  const { clock, log } = deps;
  const stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  // One after the other: each writes whole tables anew.
  const finish = (): void => {
    running = running.then(async () => {
      try {
        if (!stop.signal.aborted) await finishErasures(deps, stop.signal);
      } catch (error) {
        if (!stop.signal.aborted) log.warn('an erasure is not finished and will be tried again', { error });
      }
    });
  };
  const settled = async (): Promise<void> => {
    for (let seen: Promise<void> | undefined; seen !== running; ) {
      seen = running;
      await seen;
    }
  };
  return {
    name: 'privacy',
    migrations: [privacyMigration],
    routes: (server) => privacyRoutes(server, { ...deps, finish, signal: () => stop.signal }),
    async start(signal) {
      const again = (): void => {
        finish();
        const next = clock.after(AGAIN_MS, again);
        signal.addEventListener('abort', () => next[Symbol.dispose](), { once: true });
      };
      again();
    },
    settled,
    async [Symbol.asyncDispose]() {
      stop.abort(new Aborted('the server stops'));
      await settled();
    },
  };
}
