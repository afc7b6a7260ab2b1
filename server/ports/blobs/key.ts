const characters = /^[a-z0-9/_.-]*$/;
const maxLength = 200;

/** Gives the key back; throws a RangeError for one that is not allowed: nothing may leave its folder. */
export function requireBlobKey(key: string): string {
  const sound = key.length > 0 && key.length <= maxLength && characters.test(key);
  if (!sound || key.split('/').some((part) => part === '' || part === '.' || part.includes('..'))) {
    throw new RangeError(`not a blob key: ${JSON.stringify(key.slice(0, maxLength))}`);
  }
  return key;
}

/** A prefix may end anywhere in a key, also in the middle of a name; the empty one fits all. */
export function requireBlobPrefix(prefix: string): string {
  if (prefix.length > maxLength || !characters.test(prefix) || prefix.includes('..')) {
    throw new RangeError(`not a blob prefix: ${JSON.stringify(prefix.slice(0, maxLength))}`);
  }
  return prefix;
}
