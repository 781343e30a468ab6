import { sendAll } from './callbacks.ts';
import type { SpanSink } from './span-sink.ts';
import { type MeasuredApp, usageOf } from './variants.ts';

/** What one variant has done in all rounds. */
export interface Measured {
  /** Of each round, in microseconds. */
  readonly cpuPerCallback: number[];
  callbacks: number;
  spans: number;
}

export interface Load {
  readonly callbacks: number;
  readonly connections: number;
}

/** Sends callbacks to one app and waits until all of their spans have left it. */
export async function measure(app: MeasuredApp, sink: SpanSink, load: Load): Promise<Measured> {
  const spansBefore = await sink.count();
  const { cpuMicros: before } = await usageOf(app, 'cpu');
  const callbacks = await sendAll(app.port, load.callbacks, load.connections);
  const expected = Math.round(callbacks * app.variant.spans);
  // Sending the spans is a part of the price.
  const spans = (await sink.countWhen(spansBefore + expected)) - spansBefore;
  const { cpuMicros: after } = await usageOf(app, 'cpu');
  return { cpuPerCallback: [(after - before) / callbacks], callbacks, spans };
}

/** Measures all apps in turn, each round in another order: nobody always runs behind the same. */
export async function measureRounds<Key>(
  apps: ReadonlyMap<Key, MeasuredApp>,
  sink: SpanSink,
  rounds: number,
  load: Load,
): Promise<ReadonlyMap<Key, Measured>> {
  const measured = new Map<Key, Measured>();
  for (let round = 0; round < rounds; round++) {
    for (const [key, app] of rotated([...apps], round)) {
      const one = await measure(app, sink, load);
      const all = measured.get(key);
      if (all === undefined) {
        measured.set(key, one);
        continue;
      }
      all.cpuPerCallback.push(...one.cpuPerCallback);
      all.callbacks += one.callbacks;
      all.spans += one.spans;
    }
  }
  return measured;
}

export function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
