import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Access, type Role, roles, type Scope, scopes } from '../../wire/access.ts';
import { type Endpoint, endpoints } from '../../wire/api.ts';
import { realClock as clock } from '../kit/clock.ts';
import { createLog } from '../kit/log.ts';
import { OPERATOR_KEY, openTestApp, type TestApp } from './testing/open-test-app.ts';

const PASSWORD = 'violet-anchor-marmot-71';

let server: TestApp;
/** What the server says of itself when it fails. */
const failures: string[] = [];
const access = {} as Record<Role, string>;
/** Of each role a key with the scope alone, and one with all others. */
const withScope = {} as Record<Role, Record<Scope, string>>;
const without = {} as Record<Role, Record<Scope, string>>;

interface Asked {
  method: string;
  url: string;
  credential?: string | undefined;
  body?: unknown;
}

let calls = 0;
/** Each from an address of its own: they are not what is counted here. */
async function ask({ method, url, credential, body }: Asked) {
  calls += 1;
  const answer = await server.app.http.inject({
    method: method as 'GET',
    url,
    remoteAddress: `10.${calls >> 16}.${(calls >> 8) & 255}.${calls & 255}`,
    headers: {
      ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const json = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: json ? answer.json() : undefined };
}

beforeAll(async () => {
  const stream = new PassThrough();
  stream.on('data', (line) => failures.push(String(line)));
  server = await openTestApp({ log: createLog({ level: 'error', stream, clock }) });
  for (const role of roles) {
    const email = `${role}@example.org`;
    const made = await ask({
      method: 'POST',
      url: '/v1/people/invitations',
      credential: OPERATOR_KEY,
      body: { email, role },
    });
    const token = made.body.url.split('#token=')[1];
    const signed = await ask({ method: 'POST', url: '/auth/register', body: { email, password: PASSWORD, token } });
    access[role] = signed.body.tokens.access_token;
    const newKey = async (granted: Scope[]): Promise<string> => {
      const body = { name: 'k', scopes: granted };
      return (await ask({ method: 'POST', url: '/v1/me/api-keys', credential: access[role], body })).body.key;
    };
    withScope[role] = {} as Record<Scope, string>;
    without[role] = {} as Record<Scope, string>;
    for (const scope of scopes) {
      withScope[role][scope] = await newKey([scope]);
      without[role][scope] = await newKey(scopes.filter((one) => one !== scope));
    }
  }
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

/** What the door itself says, whatever the verb behind it would. */
const refused = ({
  status,
  body,
}: {
  status: number;
  body: { error?: { message: string }; message?: string } | undefined;
}): boolean => {
  // The old tutor's doors have an envelope of their own.
  const message = body?.error?.message ?? body?.message ?? '';
  if (status === 401) return /^(Sign in, or send|This key is not known)/.test(message);
  return status === 403 && /^(This is for|This API key lacks|Sign in for this)/.test(message);
};

const plain = ({ method, url }: Endpoint): string => `${method} ${url}`;

test('[A50] every door of the server is in the list, says the same there, and none of the list is missing', async () => {
  const known = new Map(endpoints.map((one) => [plain(one), one]));
  expect(known.size).toBe(endpoints.length);
  const found = new Set<string>();
  for (const { method, url, config } of server.app.http.doors) {
    if (config?.door === 'open' || url.startsWith('/docs')) continue;
    for (const one of [method].flat().filter((name) => name !== 'HEAD' && name !== 'OPTIONS')) {
      const name = `${one} ${url}`;
      found.add(name);
      expect([name, known.get(name)?.access]).toEqual([name, config?.access]);
    }
  }
  const missing = [...known.keys()].filter((name) => !found.has(name) && known.get(name)?.access !== 'open');
  expect(missing).toEqual([]);
  for (const { method, url } of endpoints)
    expect([method, url, server.app.http.hasRoute({ method, url })]).toEqual([method, url, true]);
});

/** Signing out, and being erased, are told of elsewhere: here everybody is still needed. */
const last = ['POST /auth/logout', 'POST /api/auth/logout'];

describe('[A50] each door lets pass whom it says', () => {
  test.each(endpoints.filter((one) => !last.includes(plain(one))).map((one) => [plain(one), one] as const))(
    '%s',
    async (_, endpoint) => {
      const { method } = endpoint;
      const url = endpoint.url.replace(/:\w+|\*/g, 'nothing');
      const passes = async (credential: string | undefined) => !refused(await ask({ method, url, credential }));
      const told: Record<string, boolean> = { nobody: await passes(undefined), stranger: await passes('stranger') };
      const expected: Record<string, boolean> = {
        nobody: endpoint.access === 'open',
        stranger: endpoint.access === 'open',
      };
      for (const role of roles) {
        told[role] = await passes(access[role]);
        expected[role] = mayPass(endpoint.access, role, 'session');
        for (const scope of scopesOf(endpoint.access)) {
          told[`${role}, key with ${scope}`] = await passes(withScope[role][scope]);
          expected[`${role}, key with ${scope}`] = mayPass(endpoint.access, role, [scope]);
          told[`${role}, key without ${scope}`] = await passes(without[role][scope]);
          expected[`${role}, key without ${scope}`] = mayPass(
            endpoint.access,
            role,
            scopes.filter((one) => one !== scope),
          );
        }
      }
      expect(told).toEqual(expected);
    },
  );
});

/** For a door that no key is good for, any scope will do. */
const scopesOf = (door: Access): readonly Scope[] =>
  door === 'open' ? [] : [door.scope === 'session' ? 'learn:write' : door.scope];

function mayPass(door: Access, role: Role, granted: 'session' | readonly Scope[]): boolean {
  if (door === 'open') return true;
  if (!door.roles.includes(role)) return false;
  return granted === 'session' || (door.scope !== 'session' && granted.includes(door.scope));
}

const anything = fc
  .anything({ withNullPrototype: false, maxDepth: 3 })
  .filter((value) => JSON.stringify(value) !== undefined);
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    "'; drop table people; --",
    '../../etc/passwd',
    '%00',
    '\ud800',
    'x'.repeat(3_000),
    '__proto__',
  ),
  fc.constantFrom(-1, 0, 1e308, 0.5, 9_007_199_254_740_991, null, [], {}, true),
  fc.string({ unit: 'binary', maxLength: 30 }),
  anything,
);

/** Bodies that are nearly right: of the schema where it can be told, with one field spoilt. */
function bodiesOf(schema: unknown): fc.Arbitrary<unknown> {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return anything;
  const object = fc
    .tuple(
      ...fields.map(([name, field]) =>
        fc.tuple(fc.constant(name), fc.oneof({ arbitrary: oneOf(field), weight: 4 }, nasty)),
      ),
    )
    .map((pairs) => Object.fromEntries(pairs));
  return fc.oneof({ arbitrary: object, weight: 5 }, anything);
}

function fieldsOf(schema: unknown): [string, JsonSchema][] {
  if (!(schema instanceof z.ZodType)) return [];
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return Object.entries(properties);
}

interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  format?: string;
  anyOf?: JsonSchema[];
}

function oneOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf?.length) return fc.oneof(...schema.anyOf.map(oneOf));
  if (schema.format === 'date-time')
    return fc.constantFrom('2026-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z');
  if (schema.format === 'email')
    return fc.constantFrom('x@example.org', 'X@EXAMPLE.ORG', `${'x'.repeat(60)}@example.org`);
  switch (schema.type) {
    case 'string':
      return fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('nothing', '1', PASSWORD));
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: -1, max: 100 }), fc.double());
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(oneOf(schema.items ?? {}), { maxLength: 4 });
    case 'object':
      return fc
        .tuple(
          ...Object.entries(schema.properties ?? {}).map(([name, field]) => fc.tuple(fc.constant(name), oneOf(field))),
        )
        .map((pairs) => Object.fromEntries(pairs));
    default:
      return nasty;
  }
}

/** Ends the asker's own session or life. */
const ending = [
  'POST /auth/logout',
  'DELETE /v1/me',
  'DELETE /v1/me/sessions',
  'PATCH /v1/people/:id',
  'DELETE /v1/people/:id',
];

describe('[A51] no body and no query makes a door fail of itself', () => {
  const doors = endpoints.filter((one) => !ending.includes(plain(one)));
  test.each(doors.map((one) => [plain(one), one] as const))('%s', async (_, endpoint) => {
    const { body, querystring } = { ...endpoint.schema } as { body?: unknown; querystring?: unknown };
    const takesBody = endpoint.method !== 'GET';
    const arbitrary = fc.record({
      body: takesBody ? bodiesOf(body) : fc.constant(undefined),
      query: bodiesOf(querystring),
      id: fc.constantFrom('nothing', 'x'.repeat(200), "'", '%00', '%F0%9F%98%80', '..%2f..', '1'),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ body, query, id }) => {
        const search = new URLSearchParams(
          Object.entries(Object(query)).map(([name, value]): [string, string] => [
            name,
            typeof value === 'string' ? value.toWellFormed() : String(JSON.stringify(value)),
          ]),
        );
        const url = `${endpoint.url.replace(/:\w+|\*/g, id)}?${search}`;
        const { status } = await ask({ method: endpoint.method, url, credential: OPERATOR_KEY, body });
        expect([status < 500 || status === 503, status, failures.splice(0)]).toEqual([true, status, []]);
      }),
      { numRuns: 12, seed: 7, endOnFailure: true },
    );
  });
});
