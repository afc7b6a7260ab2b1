/** Who may pass a door. Each endpoint of `api.ts` says its own; a route without one does not start. */

export const roles = ['learner', 'teacher', 'parent', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What an API key may be good for. `session` is never granted: such doors ask for a person who is signed in. */
export const scopes = [
  'learn:read',
  'learn:write',
  'talk',
  'lessons:write',
  'people:read',
  'people:write',
  'admin:read',
  'admin:write',
] as const;
export type Scope = (typeof scopes)[number];

/** `open`: nobody has to be known. Otherwise the roles that may, and the scope that an API key needs for it. */
export type Access = 'open' | { readonly roles: readonly Role[]; readonly scope: Scope | 'session' };

/** Doors to a person's own data: every role has such data. */
export const own = {
  read: { roles, scope: 'learn:read' },
  write: { roles, scope: 'learn:write' },
  talk: { roles, scope: 'talk' },
  account: { roles, scope: 'session' },
} as const satisfies Record<string, Access>;

export const staff = {
  writeLessons: { roles: ['teacher', 'admin'], scope: 'lessons:write' },
  readPeople: { roles: ['teacher', 'admin'], scope: 'people:read' },
  writePeople: { roles: ['admin'], scope: 'people:write' },
  readServer: { roles: ['admin'], scope: 'admin:read' },
  writeServer: { roles: ['admin'], scope: 'admin:write' },
} as const satisfies Record<string, Access>;
