import type { RecordedAnswer, RecordedRequest } from '../src/recorder/recorder.ts';

/** What a gateway has to tell with one request. */
export interface Turn {
  /** The first request of the session. */
  readonly first: boolean;
  /** Everything typed in the session, or dialled behind the code, the newest last. */
  readonly inputs: readonly string[];
}

type Request = Pick<RecordedRequest, 'method' | 'path' | 'headers' | 'body'>;
type Answer = Pick<RecordedAnswer, 'headers' | 'body'>;

/** How one gateway speaks, as far as a test needs it. */
export interface Dialect {
  readonly provider: string;
  readonly cumulative?: true;
  request(turn: Turn): Request;
  answer(screen: string, more: boolean): Answer;
  /** The session is over: `word` stands wherever its request repeats what was typed or shown. */
  report?(turn: Turn, word: string): Request;
}

const SESSION = 'session-of-letters';
const GHANAIAN = '233271231234';
const KENYAN = '254711000111';
const CODE = '*928*1';

const json = (body: unknown, path = '/ussd', method = 'POST'): Request => ({
  method,
  path,
  headers: {},
  body: JSON.stringify(body),
});
const form = (fields: Record<string, string>, path = '/ussd'): Request => ({
  method: 'POST',
  path,
  headers: {},
  body: new URLSearchParams(fields).toString(),
});
const get = (fields: Record<string, string>): Request => ({
  method: 'GET',
  path: `/ussd?${new URLSearchParams(fields)}`,
  headers: {},
  body: '',
});
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const elements = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('');
const xml = (root: string, fields: Record<string, string>): Request => ({
  method: 'POST',
  path: '/ussd',
  headers: {},
  body: `<${root}>${elements(fields)}</${root}>`,
});
const jsonAnswer = (body: unknown): Answer => ({ headers: {}, body: JSON.stringify(body) });
const conEnd = (screen: string, more: boolean): Answer => ({
  headers: {},
  body: `${more ? 'CON' : 'END'} ${screen}`,
});
const last = ({ inputs }: Turn) => inputs.at(-1) ?? '';
const dialled = ({ inputs }: Turn) => `${[CODE, ...inputs].join('*')}#`;
/** The dialled string at the start, then the newest input. */
const latest = (turn: Turn) => (turn.first ? dialled(turn) : last(turn));

const hubtelFields = (turn: Turn, type: string, message: string) => ({
  SessionId: SESSION,
  ServiceCode: '928*1',
  Mobile: GHANAIAN,
  Message: message,
  Type: type,
  Operator: 'mtn',
  Sequence: turn.inputs.length,
  ClientState: turn.inputs.join('/'),
});
const hubtelLike = (provider: string): Dialect => ({
  provider,
  request: (turn) => json(hubtelFields(turn, turn.first ? 'Initiation' : 'response', latest(turn))),
  answer: (screen, more) => jsonAnswer({ Message: screen, Type: more ? 'Response' : 'Release' }),
  report: (turn, word) => json(hubtelFields(turn, 'release', word)),
});

const naloLike = (session: Record<string, string>): Dialect => ({
  provider: 'nalo',
  request: (turn) =>
    json({
      USERID: 'NALOTest',
      MSISDN: GHANAIAN,
      USERDATA: latest(turn),
      MSGTYPE: turn.first,
      NETWORK: 'MTN',
      ...session,
    }),
  answer: (screen, more) => jsonAnswer({ USERID: 'NALOTest', MSG: screen, MSGTYPE: more }),
});

const advantaLike = (input: (turn: Turn) => string): Dialect => ({
  provider: 'advanta',
  cumulative: true,
  request: (turn) =>
    get({
      SESSIONID: SESSION,
      USSDCODE: '*415#',
      MSISDN: KENYAN,
      INPUT: input(turn),
      NETWORK: 'saf',
    }),
  answer: conEnd,
});

const ussdkLike = (session: Record<string, string>): Dialect => ({
  provider: 'ussdk_hook',
  request: (turn) =>
    json({
      input: { key: last(turn) },
      props: {
        session: { msisdn: '0240000001', network: 'sim', ...session },
        values: Object.fromEntries(turn.inputs.map((value, index) => [`step${index}`, value])),
      },
    }),
  answer: (screen, more) => jsonAnswer({ message: screen, more }),
});

const mtnFields = (type: string, ussdString: string) => ({
  sessionId: SESSION,
  messageType: type,
  msisdn: GHANAIAN,
  serviceCode: '928',
  ussdString,
});

/** Every provider that comes with the package, some in two forms. */
export const DIALECTS: readonly Dialect[] = [
  {
    provider: 'africastalking',
    cumulative: true,
    request: ({ inputs }) =>
      form({
        sessionId: 'ATUid_letters',
        serviceCode: '*384*123#',
        phoneNumber: `+${KENYAN}`,
        networkCode: '63902',
        text: inputs.join('*'),
      }),
    answer: conEnd,
    report: ({ inputs }, word) =>
      form({
        sessionId: 'ATUid_letters',
        serviceCode: '*384*123#',
        networkCode: '63902',
        phoneNumber: `+${KENYAN}`,
        status: 'Failed',
        cost: 'KES 0.10',
        durationInMillis: '46000',
        hopsCount: '4',
        input: inputs.join('*'),
        lastAppResponse: `END Done ${word}`,
        errorMessage: `Unexpected ${word}`,
      }),
  },
  {
    provider: 'arkesel',
    request: (turn) =>
      json({
        sessionID: SESSION,
        userID: 'USSD_TEST',
        newSession: turn.first,
        msisdn: GHANAIAN,
        userData: latest(turn),
        network: 'MTN',
      }),
    answer: (message, continueSession) => jsonAnswer({ message, continueSession }),
  },
  hubtelLike('hubtel'),
  hubtelLike('emergent'),
  naloLike({ SESSIONID: SESSION }),
  naloLike({}),
  {
    provider: 'moolre',
    request: (turn) =>
      json({
        sessionid: SESSION,
        new: turn.first,
        msisdn: GHANAIAN,
        network: 3,
        message: turn.first ? '' : last(turn),
        extension: 109,
        data: turn.first ? turn.inputs.join('*') : '',
      }),
    answer: (message, reply) => jsonAnswer({ message, reply }),
  },
  {
    provider: 'mtn_madapi',
    request: (turn) => json(mtnFields(turn.first ? '0' : '1', latest(turn))),
    answer: (inboundResponse, userInputRequired) =>
      jsonAnswer({ data: { inboundResponse, userInputRequired } }),
    report: (_turn, word) => json(mtnFields('4', `abort ${word}`)),
  },
  {
    provider: 'kairos',
    request: (turn) => {
      const { serviceCode: _, ...fields } = mtnFields('0', latest(turn));
      return json(fields);
    },
    answer: (message) => jsonAnswer({ message }),
  },
  {
    provider: 'infobip',
    request: (turn) =>
      json(
        {
          msisdn: GHANAIAN,
          shortCode: turn.first ? dialled(turn) : '*928*1#',
          text: turn.first ? '' : last(turn),
          networkName: 'mtn',
          countryName: 'Ghana',
        },
        `/session/${SESSION}/${turn.first ? 'start' : 'response'}`,
        turn.first ? 'POST' : 'PUT',
      ),
    answer: (ussdMenu, more) => jsonAnswer({ shouldClose: !more, ussdMenu }),
    report: (_turn, word) =>
      json({ reason: `aborted ${word}`, exitCode: 520 }, `/session/${SESSION}/end`, 'PUT'),
  },
  {
    provider: 'beem',
    request: (turn) =>
      json({
        command: turn.first ? 'initiate' : 'continue',
        msisdn: '255692189307',
        session_id: SESSION,
        operator: 'tigotz',
        payload: {
          request_id: turn.inputs.length,
          response: turn.first ? dialled(turn) : last(turn),
        },
      }),
    answer: (request, more) =>
      jsonAnswer({ command: more ? 'continue' : 'terminate', payload: { request } }),
    report: (_turn, word) =>
      json({
        command: 'terminate',
        msisdn: '255692189307',
        session_id: SESSION,
        payload: { response: word },
      }),
  },
  {
    provider: 'uzo',
    request: (turn) =>
      json({
        ussdString: latest(turn),
        msisdn: `+${GHANAIAN}`,
        ussdServiceOp: turn.first ? '1' : '18',
        sessionID: SESSION,
        network: '01',
        code: turn.first ? dialled(turn) : '*928*1#',
        country: 'GH',
      }),
    answer: (message, more) => jsonAnswer({ message, ussdServiceOp: more ? 2 : 17 }),
    report: (_turn, word) =>
      json({ ussdString: word, msisdn: `+${GHANAIAN}`, ussdServiceOp: '30', sessionID: SESSION }),
  },
  {
    provider: 'wigal',
    request: (turn) =>
      get({
        network: 'mtn',
        sessionid: SESSION,
        mode: turn.first ? 'START' : 'MORE',
        msisdn: GHANAIAN,
        userdata: latest(turn),
        username: 'bakeside',
        trafficid: 't',
        other: turn.inputs.join('/'),
      }),
    answer: (screen, more) => ({
      headers: {},
      body: `mtn|${more ? 'MORE' : 'END'}|${GHANAIAN}|${SESSION}|${screen.replaceAll('\n', '^')}|b|t`,
    }),
    report: (_turn, word) =>
      get({ sessionid: SESSION, mode: 'END', msisdn: GHANAIAN, trafficid: 't', userdata: word }),
  },
  advantaLike(({ inputs }) => inputs.join('*')),
  advantaLike(({ inputs }) => `${['*415', ...inputs].join('*')}#`),
  {
    provider: 'crossgate',
    cumulative: true,
    request: ({ inputs }) =>
      get({
        network_code: '2541',
        msisdn: KENYAN,
        service_code: '123',
        session_id: SESSION,
        ussd_string: inputs.join('*'),
      }),
    answer: conEnd,
  },
  {
    provider: 'hollatags',
    request: (turn) =>
      get({
        session_msisdn: '2347000000000',
        session_operation: turn.first ? 'begin' : 'continue',
        session_msg: latest(turn),
        session_id: SESSION,
        session_from: turn.first ? dialled(turn) : '*928*1#',
        session_type: '1',
        session_mno: 'MTN',
      }),
    answer: (session_msg, more) =>
      jsonAnswer({ session_operation: more ? 'continue' : 'end', session_msg }),
    report: (_turn, word) =>
      get({
        session_msisdn: '2347000000000',
        session_operation: 'end',
        session_msg: word,
        session_id: SESSION,
      }),
  },
  {
    provider: 'oltranz',
    request: (turn) =>
      json({
        sessionId: SESSION,
        serviceCode: '123',
        phoneNumber: '250780000001',
        text: turn.first ? turn.inputs.join('*') : last(turn),
        response: '',
        action: 'CON',
        newRequest: turn.first ? 1 : 0,
      }),
    answer: (response, more) => jsonAnswer({ response, action: more ? 'CON' : 'END' }),
  },
  {
    provider: 'truroute',
    request: (turn) =>
      xml('ussd', {
        msisdn: '27829991234',
        sessionid: SESSION,
        type: turn.first ? '1' : '2',
        msg: latest(turn),
      }),
    answer: (msg, more) => ({
      headers: {},
      body: `<ussd>${elements({ type: more ? '2' : '3', msg })}</ussd>`,
    }),
    report: (_turn, word) =>
      xml('ussd', { msisdn: '27829991234', sessionid: SESSION, type: '10', msg: word }),
  },
  {
    provider: 'truroute',
    request: (turn) =>
      json({
        msisdn: GHANAIAN,
        sessionid: SESSION,
        type: turn.first ? '1' : '2',
        msg: latest(turn),
      }),
    answer: (msg, more) => jsonAnswer({ ussd: { msg, type: more ? '2' : '3' } }),
  },
  {
    provider: 'airteltigo_xml',
    request: (turn) => ({
      method: 'POST',
      path: '/ussd',
      headers: {},
      body:
        `<USSDDynMenuRequest>${elements({ msisdn: GHANAIAN, starCode: '928', sessionId: SESSION })}` +
        `<dataSet><param><id>IS_NEW_REQ</id><value>${turn.first ? 1 : 0}</value></param></dataSet>` +
        `${elements({ userData: `${latest(turn)}#` })}</USSDDynMenuRequest>`,
    }),
    answer: (value, more) => ({
      headers: {},
      body: `<USSDDynMenuResponse><dataSet><param>${elements({ value, rspFlag: more ? '1' : '2' })}</param></dataSet></USSDDynMenuResponse>`,
    }),
  },
  {
    provider: 'freeflow_http',
    cumulative: true,
    request: ({ inputs }) =>
      get({ MSISDN: '211925415377', INPUT: `*928*1#${inputs.join('*')}`, SessionId: SESSION }),
    answer: (body, more) => ({ headers: { FreeFlow: more ? 'FC' : 'FB' }, body }),
  },
  {
    provider: 'flares_xml',
    request: (turn) =>
      xml('request', {
        msisdn: '265991234567',
        sessionId: SESSION,
        subscriberInput: turn.first ? turn.inputs.join('*') : last(turn),
      }),
    answer: (applicationResponse) => ({
      headers: {},
      body: `<response>${elements({ applicationResponse })}</response>`,
    }),
  },
  {
    provider: 'sendexa',
    request: (turn) => json({ unknown: last(turn) }),
    answer: (message) => jsonAnswer({ message }),
    report: (_turn, word) =>
      json({
        event: 'ussd.session.completed',
        timestamp: '2024-01-15T10:31:00Z',
        data: {
          sessionId: SESSION,
          phone: GHANAIAN,
          network: 'MTN',
          status: 'success',
          note: word,
        },
      }),
  },
  {
    provider: 'olivetree_bonga',
    request: (turn) =>
      get({
        mobile_number: KENYAN,
        session_id: SESSION,
        message: turn.inputs.join('*'),
        service_code: '*415#',
        network: 'safaricom',
      }),
    answer: conEnd,
  },
  {
    provider: 'paytota',
    request: (turn) =>
      json({ sessionid: SESSION, state: turn.first ? 'START' : 'CONTINUE', whatever: last(turn) }),
    answer: (message, more) => jsonAnswer({ state: more ? 'CONTINUE' : 'END', message }),
    report: (_turn, word) => json({ sessionid: SESSION, state: 'END', whatever: word }),
  },
  {
    provider: 'southpawsl',
    request: (turn) =>
      json({
        sessionId: SESSION,
        menuId: 'm',
        ussdString: turn.first ? dialled(turn) : '*928*1#',
        msisdn: '23276123456',
        inputOption: latest(turn),
        network: 'orange',
        ussdParameters: turn.inputs,
      }),
    answer: (message, more) => jsonAnswer({ message, state: more ? 'CONTINUE' : 'END' }),
  },
  {
    provider: 'ideamart',
    request: (turn) =>
      json({
        applicationId: 'APP',
        sessionId: SESSION,
        ussdOperation: turn.first ? 'mo-init' : 'mo-cont',
        sourceAddress: 'tel:AZ110',
        message: latest(turn),
      }),
    answer: () => jsonAnswer({ statusCode: 'S1000' }),
  },
  ussdkLike({}),
  ussdkLike({ id: SESSION }),
];
