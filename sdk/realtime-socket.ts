// SPDX-License-Identifier: Apache-2.0

/** The part of a WebSocket that the client uses, so that a browser's, Node's and a scripted one all do. */
export interface RealtimeSocket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export type OpenSocket = (url: string, protocols: string[]) => RealtimeSocket;

export const openWebSocket: OpenSocket = (url, protocols) => new WebSocket(url, protocols);

export const OPEN = 1;
