/** What a ring of tests needs beside npm: found, or started, by `scripts/test-services.ts`. */
const variables = {
  /** Connection string of a PostgreSQL role that may create databases. */
  postgres: 'TEST_POSTGRES_URL',
  redis: 'TEST_REDIS_URL',
  /** Path of a Chromium. */
  chromium: 'TEST_CHROMIUM',
  /** Path of an espeak-ng that speaks the voice `mb-pl1`. */
  mbrola: 'TEST_MBROLA',
} as const;

export type Ring = keyof typeof variables;

/** The address or path for a ring, or undefined when it is not here and its tests are skipped (`test.skipIf(ring('redis') === undefined)`). */
export function ring(name: Ring): string | undefined {
  return process.env[variables[name]] || undefined;
}

export const ringVariable = (name: Ring): string => variables[name];
