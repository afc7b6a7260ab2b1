import { AsyncLocalStorage } from 'node:async_hooks';

interface Scope {
  open: boolean;
  statementLimitMs: number | undefined;
}

/**
 * Knows, through every await, whether code runs inside a transaction. With one connection a query outside the open transaction would wait
 * for itself for ever; with many it would silently see other data. Either is a bug, told at once.
 */
export class TransactionScope {
  readonly #scopes = new AsyncLocalStorage<Scope>();

  /** Runs `begin`, which runs the transaction and calls `inside` around its body. `statementLimitMs` replaces the usual limit in it. */
  async run<T>(
    begin: (inside: <R>(body: () => Promise<R>) => Promise<R>) => Promise<T>,
    statementLimitMs?: number,
  ): Promise<T> {
    this.refuseInside();
    const scope: Scope = { open: false, statementLimitMs };
    return this.#scopes.run(scope, () =>
      begin(async (body) => {
        scope.open = true;
        try {
          return await body();
        } finally {
          scope.open = false;
        }
      }),
    );
  }

  /** Throws inside the body of an open transaction. */
  refuseInside(): void {
    if (this.#scopes.getStore()?.open) {
      throw new Error('A query outside the open transaction was started inside it; pass `tx` on and use it instead.');
    }
  }

  get statementLimitMs(): number | undefined {
    return this.#scopes.getStore()?.statementLimitMs;
  }
}
