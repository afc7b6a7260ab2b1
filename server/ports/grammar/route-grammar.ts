import type { Grammar } from './port.ts';

/** Several checkers as one: the first that lists the language checks it. */
export function routeGrammar(checkers: readonly Grammar[]): Grammar {
  return {
    provider: checkers.map((checker) => checker.provider).join('+'),
    languages: [...new Set(checkers.flatMap((checker) => checker.languages))],
    async check(request, signal) {
      const checker = checkers.find((one) => one.languages.includes(request.language));
      if (!checker) throw new RangeError(`no grammar check for ${request.language}`);
      return checker.check(request, signal);
    },
    async health() {
      const all = await Promise.all(checkers.map(async (checker) => ({ checker, health: await checker.health() })));
      return {
        ok: all.every(({ health }) => health.ok),
        detail: all
          .map(({ checker, health }) => `${checker.provider}: ${health.ok ? '' : 'NOT OK, '}${health.detail}`)
          .join('; '),
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(checkers.map((checker) => checker[Symbol.asyncDispose]()));
    },
  };
}
