import { z } from 'zod';
import type { AnkiCard } from './anki-notes.ts';

/** A note type: what its fields are called, and which way each of its cards asks. */
export interface Model {
  name: string;
  cloze: boolean;
  fields: readonly string[];
  kinds: readonly AnkiCard['kind'][];
}

const modelsJson = z.record(
  z.string(),
  z.looseObject({
    name: z.string().default(''),
    type: z.number().default(0),
    flds: z.array(z.looseObject({ name: z.string() })).max(200),
    tmpls: z.array(z.looseObject({ qfmt: z.string().default('') })).max(200),
  }),
);

/** The note types of a collection, by id; none where they cannot be read. */
export function readModels(text: string): ReadonlyMap<string, Model> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Notes of types that nobody knows are left out, and that is told.
    json = {};
  }
  const parsed = modelsJson.safeParse(json);
  if (!parsed.success) return new Map();
  return new Map(
    Object.entries(parsed.data).map(([id, { name, type, flds, tmpls }]) => {
      const fields = flds.map((field) => field.name);
      return [id, { name, cloze: type === 1, fields, kinds: tmpls.map(({ qfmt }) => kindOf(qfmt, fields)) }];
    }),
  );
}

/** A card that asks with the second field alone asks for the words; any other asks for their meaning. */
function kindOf(question: string, [front = '', back = '']: readonly string[]): AnkiCard['kind'] {
  const asks = (field: string): boolean =>
    field !== '' && new RegExp(`\\{\\{[^}]*${escaped(field)}\\}\\}`).test(question);
  return asks(back) && !asks(front) ? 'production' : 'recognition';
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
