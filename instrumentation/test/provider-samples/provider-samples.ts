import type { Attributes } from '@opentelemetry/api';
import type { RecordedAnswer, RecordedRequest } from '../../src/recorder/recorder.ts';

/** A request of a provider, an app's answer to it, and what its span has to say. */
export interface ProviderSample {
  readonly name: string;
  /** Built from documented fields; the others are copied from documentation or from public code. */
  readonly made?: true;
  readonly request: Pick<RecordedRequest, 'method' | 'path' | 'headers' | 'body'>;
  readonly answer: Pick<RecordedAnswer, 'headers' | 'body'>;
  readonly expected: Attributes;
}

export interface ProviderSamples {
  /** `ussd.provider.name`. */
  readonly provider: string;
  /** In the order in which they arrive. */
  readonly samples: readonly ProviderSample[];
}
