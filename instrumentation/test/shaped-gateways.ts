/** One gateway for each shape in which gateways call; the fixture apps answer them (screens.cjs). */
export type Shape = 'form' | 'json' | 'xml' | 'get';

export interface ShapedGateway {
  readonly provider: string;
  /** The `turn`-th request of a session, from 0; `1` is typed before the second. */
  request(path: string, sessionId: string, turn: number): { target: string; init: RequestInit };
}

const post = (target: string, type: string, body: string) => ({
  target,
  init: { method: 'POST', headers: { 'content-type': type }, body },
});

export const GATEWAYS: Readonly<Record<Shape, ShapedGateway>> = {
  form: {
    provider: 'africastalking',
    request: (path, sessionId, turn) =>
      post(
        path,
        'application/x-www-form-urlencoded',
        new URLSearchParams({
          sessionId,
          serviceCode: '*384*123#',
          phoneNumber: '+254711000111',
          networkCode: '63902',
          text: turn === 0 ? '' : '1',
        }).toString(),
      ),
  },
  json: {
    provider: 'arkesel',
    request: (path, sessionId, turn) =>
      post(
        path,
        'application/json',
        JSON.stringify({
          sessionID: sessionId,
          userID: 'USER1',
          newSession: turn === 0,
          msisdn: '233544919953',
          userData: turn === 0 ? '*928*1#' : '1',
          network: 'MTN',
        }),
      ),
  },
  xml: {
    provider: 'truroute',
    request: (path, sessionId, turn) =>
      post(
        path,
        'text/xml',
        `<ussd><msisdn>27829991234</msisdn><sessionid>${sessionId}</sessionid>` +
          `<type>${turn === 0 ? 1 : 2}</type><msg>${turn === 0 ? '*120*1#' : '1'}</msg></ussd>`,
      ),
  },
  get: {
    provider: 'crossgate',
    request: (path, sessionId, turn) => ({
      target: `${path}?${new URLSearchParams({
        network_code: '2541',
        msisdn: '254711000111',
        service_code: '123',
        session_id: sessionId,
        ussd_string: turn === 0 ? '' : '1',
      })}`,
      init: {},
    }),
  },
};
