/** A language model that streams text. */
export interface LanguageModel {
  readonly provider: string;
  readonly model: string;
  /** Streams the reply. Nothing is yielded after the signal aborts. Throws an Outage. */
  stream(request: LanguageModelRequest, signal: AbortSignal): AsyncIterable<LanguageModelPart>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export interface LanguageModelRequest {
  system: string;
  messages: readonly { role: 'user' | 'assistant'; content: string }[];
  maxTokens: number;
  temperature: number;
}

export type LanguageModelPart =
  | { kind: 'text'; text: string }
  | { kind: 'end'; reason: 'stop' | 'length' | 'filtered' | 'other'; inputTokens?: number; outputTokens?: number };
