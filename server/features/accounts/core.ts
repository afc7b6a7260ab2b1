import type { Clock } from '../../kit/clock.ts';
import type { IdSource } from '../../kit/ids.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import type { HotState } from '../../ports/hot-state/port.ts';
import type { Mail } from '../../ports/mail/port.ts';
import type { LearnersFeature } from '../learners/index.ts';
import type { AccountStore } from './account-store.ts';
import type { Audit } from './audit.ts';
import type { Background } from './background.ts';
import type { Lockout } from './lockout.ts';
import type { Passwords } from './passwords.ts';
import type { ServerKeys } from './server-keys.ts';
import type { Sessions } from './sessions.ts';

/** Who may open an account without being the first: everybody with an address, who was invited, nobody. */
export type Registration = 'open' | 'invite' | 'closed';

export interface AccountsDeps {
  clock: Clock;
  log: Log;
  newId: IdSource;
  database: Database;
  hotState: HotState;
  mail: Mail;
  learners: Pick<LearnersFeature, 'person' | 'addPerson' | 'settingsOf'>;
  registration: Registration;
  /** A private server for one learner, who need not sign in. */
  singleLearner: boolean;
  /** Where people reach the server, for links in letters; known once it listens. */
  origin(): string;
}

/** What the verbs stand on. */
export interface Core extends AccountsDeps {
  keys(): ServerKeys;
  accounts: AccountStore;
  passwords: Passwords;
  sessions: Sessions;
  lockout: Lockout;
  audit: Audit;
  background: Background;
}

/** Where a request came from. */
export interface CallerInfo {
  address: string;
  /** Fit to be shown: `Firefox on Linux`. */
  device: string;
  language: 'en' | 'pl';
}
