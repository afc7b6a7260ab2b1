import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { TurnRecord } from '../../turn/events.ts';

/** Seconds, as Prometheus wants them; a learner feels the difference between 0.2 and 0.4. */
const feltSeconds = [0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.9, 1.4, 2, 3, 5];
const httpSeconds = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Close codes that have a count of their own; a client may make up thousands of others. */
const knownCodes = new Set(['1000', '1001', '1002', '1005', '1006', '1007', '1008', '1009', '1011']);

export interface Metrics {
  turn(record: TurnRecord): void;
  sessions(count: number): void;
  socketClosed(why: string): void;
  answered(answer: { method: string; route: string; status: number; ms: number }): void;
  /** The exposition format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const response = new Histogram({
    name: 'parlando_turn_response_seconds',
    help: "From the end of the learner's speech to the first sound of the reply",
    labelNames: ['origin', 'outcome'],
    buckets: feltSeconds,
    registers,
  });
  const stages = new Histogram({
    name: 'parlando_turn_stage_seconds',
    help: 'Parts of a response: patience, understanding, the scene, the voice',
    labelNames: ['stage'],
    buckets: feltSeconds,
    registers,
  });
  const turns = new Counter({
    name: 'parlando_turns_total',
    help: 'Turns by how they began and ended',
    labelNames: ['origin', 'outcome'],
    registers,
  });
  const sentences = new Counter({
    name: 'parlando_sentences_total',
    help: 'Sentences spoken, and whether they came from the cache',
    labelNames: ['cached'],
    registers,
  });
  const sessions = new Gauge({ name: 'parlando_sessions', help: 'Voice sessions now', registers });
  const closed = new Counter({
    name: 'parlando_sockets_closed_total',
    help: 'Voice sockets closed, by reason or code',
    labelNames: ['why'],
    registers,
  });
  const http = new Histogram({
    name: 'parlando_http_request_seconds',
    help: 'HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: httpSeconds,
    registers,
  });

  return {
    turn(record) {
      const { origin, outcome } = record;
      turns.inc({ origin, outcome });
      if (record.response_ms !== undefined) response.observe({ origin, outcome }, record.response_ms / 1_000);
      for (const [stage, seconds] of stageSeconds(record)) stages.observe({ stage }, seconds);
      sentences.inc({ cached: 'yes' }, record.cache_hits);
      sentences.inc({ cached: 'no' }, Math.max(0, record.sentences - record.cache_hits));
    },
    sessions: (count) => sessions.set(count),
    socketClosed: (why) => closed.inc({ why: /^\d+$/.test(why) && !knownCodes.has(why) ? 'other' : why }),
    answered({ method, route, status, ms }) {
      http.observe({ method, route, status: String(status) }, ms / 1_000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function stageSeconds(record: TurnRecord): [string, number][] {
  const pairs: [string, number | undefined, number | undefined][] = [
    ['patience', record.speech_end, record.committed],
    ['understanding', record.speech_end, record.text_final],
    ['scene', record.reply_called, record.reply_first],
    ['voice', record.voice_called, record.voice_first],
  ];
  return pairs.flatMap(([stage, from, to]) =>
    from === undefined || to === undefined ? [] : [[stage, Math.max(0, to - from) / 1_000] as [string, number]],
  );
}
