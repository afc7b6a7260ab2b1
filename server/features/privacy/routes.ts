import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ERASE_WORD, eraseMe, erasePerson as erasePersonDoor, exportMe } from '../../../wire/api/privacy.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { callerInfo, waitIn } from '../accounts/index.ts';
import { erasePerson } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import type { PrivacyDeps } from './index.ts';

export interface PrivacyRouteDeps extends PrivacyDeps {
  /** Goes on after the answer. */
  finish(): void;
  /** Aborts when the server stops. */
  signal(): AbortSignal;
}

export function privacyRoutes(bare: FastifyInstance, deps: PrivacyRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();
  const { accounts } = deps;

  server.route({
    ...exportMe,
    config: { access: exportMe.access },
    async handler({ actor, ip }, reply) {
      await accounts.audit({ actor, action: 'person.exported', target: actor.personId, address: ip });
      const zip = Readable.from(exportPerson(deps, actor.personId, deps.signal()));
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="parlando-export.zip"')
        .header('cache-control', 'no-store')
        .send(zip);
    },
  });

  server.route({
    ...eraseMe,
    config: { access: eraseMe.access },
    async handler(request, reply) {
      const { actor, body, ip } = request;
      const signedIn = actor.kind === 'person' && actor.sessionId !== null;
      if (signedIn) {
        if (body.password === undefined) throw new Refusal('bad-request', 'Send the password too.', 'password');
        await accounts.requirePassword(actor, body.password, callerInfo(request), waitIn(reply));
      } else if (body.confirm !== ERASE_WORD) {
        throw new Refusal('bad-request', `Send confirm: "${ERASE_WORD}" too.`, 'confirm');
      }
      await erasePerson(deps, actor, actor.personId, ip, deps.signal());
      deps.finish();
      return { id: actor.personId, deleted: true as const };
    },
  });

  server.route({
    ...erasePersonDoor,
    config: { access: erasePersonDoor.access },
    async handler({ actor, params, ip }) {
      await erasePerson(deps, actor, params.id, ip, deps.signal());
      deps.finish();
      return { id: params.id, deleted: true as const };
    },
  });
}
