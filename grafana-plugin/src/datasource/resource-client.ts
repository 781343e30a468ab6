import type { DataSourceWithBackend } from '@grafana/runtime';
import type { SessionsClient } from '@hopscope/client';

/** The part of a data source that a client needs. */
export type Resources = Pick<DataSourceWithBackend, 'getResource' | 'postResource'>;

/** A request that came back with an error, or did not come back (status 0). */
export class ResourceError extends Error {
  override readonly name = 'ResourceError';
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** The backend's API as the components use it, asked through a data source instead of directly. */
export function createResourceClient(resources: Resources): SessionsClient {
  const options = (signal: AbortSignal | undefined) => ({
    showErrorAlert: false,
    ...(signal !== undefined && { abortSignal: signal }),
  });
  return {
    query: (request, signal) =>
      said(resources.postResource('query', request, options(signal)), signal),
    identify: (text, signal) =>
      said(resources.postResource('identify', { text }, options(signal)), signal),
    status: (signal) => said(resources.getResource('status', undefined, options(signal)), signal),
  };
}

async function said<Answer>(
  answer: Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    signal?.throwIfAborted();
    throw toResourceError(cause);
  }
}

// Grafana rejects with a plain object: `{ status, data }`, `data` being what the Go part answered.
function toResourceError(cause: unknown): ResourceError {
  const { status, data, message } = fieldsOf(cause);
  const { error, message: grafanas } = fieldsOf(data);
  const text = [error, grafanas, message].find((said) => typeof said === 'string' && said !== '');
  return new ResourceError(
    typeof status === 'number' ? status : 0,
    typeof text === 'string' ? text : 'Grafana could not pass the question on.',
    { cause },
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
