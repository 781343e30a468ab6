import { type DataSourceWithBackend, getBackendSrv, getGrafanaLiveSrv } from '@grafana/runtime';
import type { SessionsClient } from '@hopscope/client';
import { lastValueFrom } from 'rxjs';
import { watchSessions } from './live-sessions.ts';

/** The part of a data source that a client needs. */
export type Resources = Pick<DataSourceWithBackend, 'uid' | 'getResource' | 'postResource'>;

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
    exportCsv: (request, signal) => said(fetchCsv(resources.uid, request, signal), signal),
    watch: (request, onFrame) => {
      // Where Grafana Live is switched off nothing comes, and the list is still asked for anew.
      const frames = watchSessions(getGrafanaLiveSrv(), resources.uid, request);
      const subscription = frames.subscribe({ next: onFrame, error: () => {} });
      return () => subscription.unsubscribe();
    },
  };
}

// A row begins with a trace id, and Grafana's own words about a failure end with a brace.
const END_MARK = /(?:^|\r\n)end,\d+\r\n$/;
const END_MARK_BYTES_MAX = 32;

/**
 * `postResource` reads every answer as JSON.
 *
 * Grafana has answered 200 long before the last row, so that only the file itself can tell that it is whole.
 */
async function fetchCsv(uid: string, request: object, signal?: AbortSignal): Promise<Blob> {
  const answer = getBackendSrv().fetch<Blob>({
    url: `/api/datasources/uid/${encodeURIComponent(uid)}/resources/export`,
    method: 'POST',
    data: { ...request, endMark: true },
    responseType: 'blob',
    showErrorAlert: false,
    ...(signal !== undefined && { abortSignal: signal }),
  });
  const file = (await lastValueFrom(answer)).data;
  const end = END_MARK.exec(await file.slice(-END_MARK_BYTES_MAX).text())?.[0];
  if (end === undefined) {
    throw new ResourceError(
      502,
      'The file broke off before its end and is incomplete. Try again, or choose a shorter time range',
    );
  }
  // The mark is all ASCII, a byte a sign; the end of the line before it stays.
  const markBytes = end.replace(/^\r\n/, '').length;
  return file.slice(0, file.size - markBytes, file.type);
}

async function said<Answer>(
  answer: Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause instanceof ResourceError ? cause : toResourceError(cause);
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
