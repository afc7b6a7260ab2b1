import { type ErrorEnvelope, Refusal } from '../../wire/refusals.ts';
import { ask, Unreachable } from './call.ts';
import { token } from './session.ts';

/** Gets a file through a door and hands it to the person. */
export async function download(url: string, name: string): Promise<void> {
  const answer = await ask(url);
  const told = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  saveAs(await answer.blob(), told ?? name);
}

export function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has the file by then; until the page is left nothing is lost by keeping it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export interface Upload {
  url: string;
  body: FormData | Blob | string;
  type?: string;
  /** 0 to 1 of what was sent; 1 means that the server works on it. */
  onProgress?(share: number): void;
  signal: AbortSignal;
}

/** Sends a file, telling how much of it is gone; `fetch` cannot tell that. */
export function upload<T>({ url, body, type, onProgress, signal }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    const known = token();
    if (known !== undefined) request.setRequestHeader('authorization', `Bearer ${known}`);
    if (type !== undefined) request.setRequestHeader('content-type', type);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total);
    request.upload.onload = () => onProgress?.(1);
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && answer !== undefined) resolve(answer as T);
      else reject(refusalOf(request.status, answer));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something that is not our server answered.
    return undefined;
  }
}

function refusalOf(status: number, answer: unknown): Error {
  const error = (answer as Partial<ErrorEnvelope> | undefined)?.error;
  if (error !== undefined) return new Refusal(error.code, error.message, error.param);
  return status === 413 ? new Refusal('too-large', 'the file is too large') : new Unreachable();
}
