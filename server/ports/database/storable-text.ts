/** Text as PostgreSQL takes it: without NUL and half characters. One such letter would keep all that is written with it from being saved. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** JSON in which every text is storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
}
