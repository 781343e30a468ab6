import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { call, callbacks } from './callbacks.ts';

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Latency at a fixed arrival rate, from the moment a request was due: an app that falls behind is not
 * given a rest, as it would be by a sender that waits for answers.
 */
export async function latencyAt(
  port: number,
  perSecond: number,
  seconds: number,
): Promise<Latency> {
  const agent = new http.Agent({ keepAlive: true });
  const next = callbacks();
  const latencies: number[] = [];
  const inFlight = new Set<Promise<void>>();
  const start = performance.now();
  const total = perSecond * seconds;
  for (let sent = 0; sent < total; ) {
    const due = start + (sent * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) {
      await pause(wait);
      continue;
    }
    sent++;
    const done: Promise<void> = call(agent, port, next()).then(() => {
      latencies.push(performance.now() - due);
      inFlight.delete(done);
    });
    inFlight.add(done);
  }
  await Promise.all(inFlight);
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
