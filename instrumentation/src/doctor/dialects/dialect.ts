/** Who dials, and what. */
export interface Caller {
  /** The gateway's id of the session; where that is the phone number, it is not sent. */
  readonly sessionId: string;
  /** Digits with the country code. */
  readonly msisdn: string;
  /** `*928*1#` */
  readonly code: string;
}

/** What a gateway has to tell with one request. */
export interface Turn {
  /** The first request of the session. */
  readonly first: boolean;
  /** Everything typed in the session, or dialled behind the code, the newest last. */
  readonly inputs: readonly string[];
  /** Default: the dialect's own. */
  readonly caller?: Caller;
}

/** One request of a gateway; its content type is that of its form. */
export interface GatewayRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface GatewayAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * How one gateway speaks: the other side of `providers/<name>.ts`, for the doctor's calls and for
 * tests. Shapes and samples: docs/providers.md.
 */
export interface Dialect {
  readonly provider: string;
  /** Each request repeats everything typed before. */
  readonly cumulative?: true;
  /** A subscriber of a country that the gateway serves. */
  readonly caller: Caller;
  request(turn: Turn): GatewayRequest;
  answer(screen: string, more: boolean): GatewayAnswer;
  /** The session is over: `word` stands wherever its request repeats what was typed or shown. */
  report?(turn: Turn, word: string): GatewayRequest;
}

// Letters only: runs of digits are masked in what is exported, and a test has to find it again.
export const SESSION_ID = 'session-of-letters';
export const GHANAIAN = '233271231234';
export const KENYAN = '254711000111';

export function callerOf(msisdn: string, code = '*928*1#', sessionId = SESSION_ID): Caller {
  return { sessionId, msisdn, code };
}
