import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is named by its content never changes; it is the person's own, so no shared cache keeps it. */
const KEEP = 'private, max-age=31536000, immutable';
/** What can be deleted, or asked back by signing out, is not left behind in a browser. */
const LEAVE = 'private, no-store';

/** Answers sound: whole, or the one range that is asked for; nothing where the client has it already. */
export function sendSound(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, type, tag, keep = true }: { bytes: Uint8Array; type: string; tag: string; keep?: boolean },
): FastifyReply {
  const etag = `"${tag}"`;
  void reply
    .header('etag', etag)
    .header('cache-control', keep ? KEEP : LEAVE)
    .header('accept-ranges', 'bytes')
    .type(type);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const asked = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const range = asked ? rangeOf(request.headers.range, bytes.length) : undefined;
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${bytes.length}`).send();
  }
  if (!range) return reply.send(bytes);
  return reply
    .code(206)
    .header('content-range', `bytes ${range.from}-${range.to}/${bytes.length}`)
    .send(bytes.subarray(range.from, range.to + 1));
}

/** Of `bytes=0-99`, `bytes=100-` and `bytes=-100`; anything else is as if no range were asked for. `to` is the last byte. */
export function rangeOf(
  header: string | undefined,
  length: number,
): { from: number; to: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const count = Math.min(Number(last), length);
    return count === 0 ? 'unsatisfiable' : { from: length - count, to: length - 1 };
  }
  const from = Number(first);
  const to = last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (from >= length) return 'unsatisfiable';
  return to < from ? undefined : { from, to };
}
