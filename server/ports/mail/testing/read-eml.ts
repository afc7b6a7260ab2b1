import type { Letter } from '../port.ts';

/** Reads a letter back as a mail program would; what tests need of MIME. */
export function readEml(raw: string): Letter {
  const cut = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, cut).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return {
    to: header('To').replace(/^<|>$/g, ''),
    subject: words(header('Subject')),
    text: body(raw.slice(cut + 4), header('Content-Transfer-Encoding').toLowerCase()),
  };
}

function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind: string, data: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64').toString()
        : unquoted(data.replaceAll('_', ' ')).toString(),
    );
}

function body(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString();
  if (encoding === 'quoted-printable') return unquoted(text.replace(/=\r\n/g, '')).toString();
  return text;
}

function unquoted(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
