import type { ServerResponse as Http1Response, IncomingMessage } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

/** What Node's servers hand to an app; HTTP/2's have the same methods (its compatibility API). */
export type ServerRequest = IncomingMessage | Http2ServerRequest;
export type ServerResponse = Http1Response | Http2ServerResponse;
