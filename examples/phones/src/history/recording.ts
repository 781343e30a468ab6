import { VERSIONS, type Version } from '@hopscope/example-mobile-money/menu';
import { createReplay, type Replay } from '@hopscope/instrumentation/replay';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import type { HistoryConfig } from './config.ts';
import { createSeededIds, type SeededIds } from './seeded-ids.ts';
import { createSpanPump, type SpanPump } from './span-pump.ts';

/** The way from exchanges to the backend: the instrumentation, OpenTelemetry's SDK, OTLP over HTTP. */
export interface Recording {
  /** One per version, because `service.version` belongs to the process and not to a span. */
  readonly replays: Readonly<Record<Version, Replay>>;
  readonly ids: SeededIds;
  readonly pump: SpanPump;
}

const EXPORT_TIMEOUT_MS = 60_000;

export function createRecording(config: HistoryConfig): Recording {
  const ids = createSeededIds();
  const pump = createSpanPump(
    new OTLPTraceExporter({
      url: `${config.backendUrl}/v1/traces`,
      headers: config.token ? { authorization: `Bearer ${config.token}` } : {},
      timeoutMillis: EXPORT_TIMEOUT_MS,
    }),
  );
  const replays = Object.fromEntries(
    VERSIONS.map((version) => {
      const tracerProvider = new TracerProvider({
        idGenerator: ids,
        spanProcessors: [pump.processor],
        resource: resourceFromAttributes({
          'service.name': 'wallet-ussd',
          'service.version': version,
          'deployment.environment.name': 'demo',
        }),
      });
      const { userHashKey } = config;
      const settings = { capture: 'full' as const, ...(userHashKey && { userHashKey }) };
      return [version, createReplay({ tracerProvider, config: settings })];
    }),
  ) as Record<Version, Replay>;
  return { replays, ids, pump };
}
