import type { FastifyContextConfig, FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Access } from '../../wire/access.ts';
import { Refusal } from '../../wire/refusals.ts';
import type { PersonActor } from '../feature.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may pass; every route has one. */
    access?: Access;
  }
  interface FastifyInstance {
    /** Every door, and who may pass it. */
    readonly doors: readonly RouteOptions[];
  }
}

/** Finds out who asks. Throws a Refusal when that cannot be told and must be. */
export type Identify = (request: FastifyRequest) => Promise<PersonActor>;

/** From here on every route says who may pass it, and whoever asks is known to its handler as `request.actor`. */
export function authoriseRoutes(server: FastifyInstance, identify: Identify): void {
  const known = new WeakMap<FastifyRequest, PersonActor>();
  server.decorateRequest('actor', {
    getter() {
      const actor = known.get(this);
      if (!actor) throw new Error('nobody is known behind an open door');
      return actor;
    },
  });
  const routes: RouteOptions[] = [];
  server.decorate('doors', { getter: () => routes });
  server.addHook('onRoute', (route) => {
    routes.push(route);
  });
  // Only now, because plugins around a route may still say it.
  server.addHook('onReady', async () => {
    const silent = routes.find(({ config }) => accessOf(config) === undefined);
    if (silent) throw new Error(`${String(silent.method)} ${silent.url} does not say who may pass`);
  });
  server.addHook('onRequest', async (request) => {
    const access = accessOf(request.routeOptions.config);
    // Without a route there is nothing to pass.
    if (access === undefined || access === 'open') return;
    const actor = await identify(request);
    authorise(actor, access);
    known.set(request, actor);
  });
}

/** Throws a Refusal when the actor may not pass. */
export function authorise(actor: PersonActor, access: Access): void {
  if (access === 'open') return;
  if (!access.roles.includes(actor.role)) {
    throw new Refusal('forbidden', `This is for ${access.roles.join(' and ')} only; you are ${actor.role}.`);
  }
  if (actor.kind !== 'api-key') return;
  if (access.scope === 'session') throw new Refusal('forbidden', 'Sign in for this: an API key is not good for it.');
  if (!actor.scopes.includes(access.scope)) {
    throw new Refusal('forbidden', `This API key lacks the scope ${access.scope}.`);
  }
}

const accessOf = (config: FastifyContextConfig | undefined): Access | undefined =>
  config?.access ?? (config?.door === 'open' ? 'open' : undefined);
