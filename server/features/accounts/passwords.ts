import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../../../wire/refusals.ts';
import { randomText } from './server-keys.ts';

/** OWASP's second choice for argon2id (the library's default kind): 19 MiB, two passes. Some 15 ms off this thread. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const WAITING = 64;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Of a password that nobody knows. */
  readonly nobodys: Promise<string>;
  /** Without a hash as much work is done, and the answer is no. */
  matches(kept: string | undefined, password: string): Promise<boolean>;
}

/** One keyboard sends `ż` as one character, another as two: the same password. */
const typed = (password: string): string => password.normalize('NFKC');

/** Hashes a few passwords at once, since each takes memory; what waits too long a queue is refused. */
export function createPasswords(): Passwords {
  let busy = 0;
  const waiting: (() => void)[] = [];
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= AT_ONCE) {
      if (waiting.length >= WAITING)
        throw new Refusal('overloaded', 'Too many people sign in right now. Try again soon.');
      await new Promise<void>((go) => waiting.push(go));
    } else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
  // Who is not known costs what a wrong password costs.
  const nobodys = hash(randomText(), cost);
  return {
    hash: (password) => inTurn(() => hash(typed(password), cost)),
    nobodys,
    async matches(kept, password) {
      const against = kept ?? (await nobodys);
      const right = await inTurn(() => verify(against, typed(password)));
      return right && kept !== undefined;
    },
  };
}
