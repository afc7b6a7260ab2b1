/** Who answers a GET: the app's page, one of its files, the server or what it answered last, kept sound, or the server alone. */
export type Route = 'page' | 'file' | 'answer' | 'sound' | 'server';

/** First parts of addresses that are doors of the server and never pages of the app. */
const doors = /^\/(?:v1|auth|api|docs|openapi\.json|chat|agent|user|tts|ws|mcp|health|metrics)(?:\/|$)/;

/** Doors whose last answer is worth showing when there is no server: lessons, memory, the day, and who is here. */
const worthKeeping = [
  /^\/v1\/me$/,
  /^\/v1\/scenes$/,
  /^\/v1\/lessons$/,
  /^\/v1\/lessons\/[^/]+$/,
  /^\/v1\/lessons\/[^/]+\/audio$/,
  /^\/v1\/review\/(?:queue|stats)$/,
  /^\/v1\/practice\/daily$/,
  /^\/v1\/progress(?:\/.*)?$/,
];
const sound = /^\/v1\/lessons\/[^/]+\/audio\/[^/]+$/;

export function routeOf(path: string, visit: boolean): Route {
  if (sound.test(path)) return 'sound';
  if (worthKeeping.some((door) => door.test(path))) return 'answer';
  if (doors.test(path)) return 'server';
  if (visit) return 'page';
  return path === '/sw.js' ? 'server' : 'file';
}
