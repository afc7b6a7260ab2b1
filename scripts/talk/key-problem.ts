const ASK_MS = 5_000;

/** In words, why a server that lets nobody onto its voice socket does so, when it is for want of the right key. */
export async function keyProblem(socket: string, key: string | undefined): Promise<string | undefined> {
  const { protocol, host } = new URL(socket);
  const address = `${protocol === 'wss:' ? 'https' : 'http'}://${host}`;
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  try {
    const { status } = await fetch(`${address}/v1/scenes`, { headers, signal: AbortSignal.timeout(ASK_MS) });
    if (status !== 401) return undefined;
  } catch {
    // It does not answer at all, and then it is no matter of keys.
    return undefined;
  }
  return key === undefined
    ? `the server at ${address} asks for its access key: add --key <key>`
    : `the server at ${address} does not accept this key`;
}
