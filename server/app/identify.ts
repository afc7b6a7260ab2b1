import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../wire/refusals.ts';
import type { PersonActor } from '../feature.ts';
import type { AccountsFeature } from '../features/accounts/index.ts';
import { LOCAL_PERSON } from '../features/learners/index.ts';
import type { Secret } from '../kit/secret.ts';
import type { Identify } from './authorise.ts';

export interface IdentifyOptions {
  accounts: Pick<AccountsFeature, 'actorOf'>;
  /** Absent: single-learner mode. */
  accessKey: Secret | undefined;
}

const KEY_PROTOCOL = 'openai-insecure-api-key.';

/** The single learner, or whoever has the server's own key. */
const operator: PersonActor = { kind: 'person', personId: LOCAL_PERSON, role: 'admin', sessionId: null };

/**
 * Who asks: by an access token, an API key, or the server's own key. At a private server nobody has to say it, and what is no credential
 * of ours says nothing; one of ours that is over is refused there too, so that nobody acts as another than they think.
 */
export function createIdentify({ accounts, accessKey }: IdentifyOptions): Identify {
  return async (request) => {
    const credential = credentialOf(request);
    if (credential === undefined) {
      if (accessKey === undefined) return operator;
      throw new Refusal(
        'unauthenticated',
        'Sign in, or send an API key of yours or the ACCESS_KEY of this server as a Bearer key.',
      );
    }
    if (accessKey?.equals(credential)) return operator;
    const actor = await accounts.actorOf(credential);
    if (actor) return actor;
    if (accessKey === undefined) return operator;
    throw new Refusal('unauthenticated', 'This key is not known here. Sign in, or send another.');
  };
}

/** Browsers cannot set headers of a WebSocket, so there it is offered as a subprotocol. */
function credentialOf({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
  if (bearer) return bearer;
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  return offered.find((protocol) => protocol.startsWith(KEY_PROTOCOL))?.slice(KEY_PROTOCOL.length) || undefined;
}
