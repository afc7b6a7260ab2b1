import { isIPv6 } from 'node:net';

/** What one caller can change of an address at will counts as one: an IPv6 customer has 64 bits of their own. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = bare.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // An address written with dots at its end has two groups there.
  const dotted = after.some((part) => part.includes('.')) || before.some((part) => part.includes('.'));
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length - (dotted ? 1 : 0);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
