import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/**
 * Every text and number that spans carry: names, attribute keys and values, status messages, events,
 * links, resource and scope. Ids and times are left out: the first are hashes, the others clocks.
 */
export function exportedTexts(spans: readonly ReadableSpan[]): string[] {
  return spans.flatMap((span) => [
    span.name,
    span.status.message ?? '',
    span.instrumentationScope.name,
    ...ofAttributes(span.attributes),
    ...ofAttributes(span.resource.attributes),
    ...span.events.flatMap((event) => [event.name, ...ofAttributes(event.attributes ?? {})]),
    ...span.links.flatMap((link) => ofAttributes(link.attributes ?? {})),
  ]);
}

function ofAttributes(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([key, value]) => [
    key,
    // Each value alone: joined, two harmless ones could spell a third.
    ...(Array.isArray(value) ? value.map(String) : [String(value)]),
  ]);
}
