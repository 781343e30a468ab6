/** The backend did not answer as asked, or could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status; 0 when there was no answer at all. */
  readonly status: number;
  /** What of the request is wrong, such as `queries[0].timeZone`, where the backend says. */
  readonly field: string | undefined;

  constructor(status: number, message: string, field?: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.field = field;
  }
}
