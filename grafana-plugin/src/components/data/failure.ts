/** What went wrong, in the words the page shows. */
export interface Failure {
  readonly kind: 'unauthorized' | 'unreachable' | 'refused' | 'backend';
  readonly title: string;
  readonly detail: string;
}

/** A query that came back, but with an error instead of frames. */
export class QueryFailedError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'QueryFailedError';
    this.status = status;
  }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error === 'object' && error !== null && 'status' in error) {
    return typeof error.status === 'number' ? error.status : undefined;
  }
  return undefined;
}

function asSentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * Sorts an error of the client into one of four things a reader can act on.
 *
 * Status 0 means that no answer came at all: browsers tell nothing more (a refused connection, a
 * missing DNS name and a blocked request are the same `TypeError` to a page).
 */
export function toFailure(error: unknown): Failure {
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (status === 401) {
    return {
      kind: 'unauthorized',
      title: 'This backend asks for a token',
      detail: 'Enter the value of HOPSCOPE_TOKEN that the backend was started with.',
    };
  }
  if (status === undefined || status === 0) {
    return {
      kind: 'unreachable',
      title: 'The backend does not answer',
      detail:
        'Is it still running? Start it again, or check the network between this browser and it. Nothing is lost: this page goes on by itself once the backend is back.',
    };
  }
  if (status === 403) {
    return {
      kind: 'refused',
      title: 'The backend does not let this page ask',
      detail: `${asSentence(message)} Open the page on the backend’s own machine, by the address that it prints at start, or start the backend with HOPSCOPE_TOKEN set: then this page asks for it.`,
    };
  }
  if (status === 429) {
    return { kind: 'backend', title: 'Too much was asked at once', detail: asSentence(message) };
  }
  if (status >= 400 && status < 500) {
    return { kind: 'refused', title: 'The backend refused this question', detail: message };
  }
  if (status === 502 || status === 504) {
    return {
      kind: 'unreachable',
      title: 'The backend cannot be asked',
      detail: asSentence(message),
    };
  }
  return {
    kind: 'backend',
    title: `The backend answered with an error (${status})`,
    detail: message,
  };
}

/** True for the error of a request that this page itself gave up (a newer one took its place). */
export function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
