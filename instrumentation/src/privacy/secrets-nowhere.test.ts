import { type Attributes, createNoopMeter, type MeterProvider } from '@opentelemetry/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportedTexts } from '../../test/exported-texts.ts';
import { createReplayBench, START_MS } from '../../test/replay-bench.ts';
import { DIALECTS } from '../doctor/dialects/all-dialects.ts';
import { BUILT_IN } from '../providers/built-in.ts';
import type { RecordedHook, Replay, ReplayHop } from '../replay.ts';
import { CAPTURE_LEVELS } from '../semconv.ts';
import { asciiDigits } from './ascii-digits.ts';
import { readRedaction } from './read-redaction.ts';
import type { Redaction } from './redact-paths.ts';

const PIN_PROMPTS = [
  'Enter your PIN',
  'Send KES 100 to JANE DOE. Enter M-PESA PIN to confirm\n0. Back',
  'Please enter the OTP sent to your phone:',
  'Enter password',
  'Enter your national ID number',
  'Enter card number',
  'Enter the code we sent you',
  'Ingiza neno la siri',
  'Weka namba ya siri',
  'Entrez votre code secret',
  'Votre mot de passe SVP',
  '1. Enter PIN',
  'CVV?',
];
const OTHER_SCREENS = [
  'Welcome to Zuri Bank\n1. Send money\n2. Change PIN\n3. Balance',
  'Enter amount',
  'Karibu\n1. Tuma pesa\n2. Salio',
  'Your name?',
  'Choose\n1. Yes 2. No',
];

/** Where a hook may carry a value. */
const PLAIN_HOOKS: readonly ((value: string) => Omit<RecordedHook, 'startMs' | 'endMs'>)[] = [
  (value) => ({ method: 'GET', url: `http://bank.local/check?q=${encodeURIComponent(value)}` }),
  (value) => ({ method: 'GET', url: `http://bank.local/auth/${encodeURIComponent(value)}/x?y=1` }),
  (value) => ({
    method: 'GET',
    url: `http://bank.local:8080/a?pin=${percentAll(value)}#${encodeURIComponent(value)}`,
  }),
  (value) => ({ method: 'GET', url: `http://user:${encodeURIComponent(value)}@bank.local/a` }),
  (value) => ({
    method: 'POST',
    url: 'https://bank.local/v1/pay',
    requestContentType: 'application/json',
    requestBody: JSON.stringify({
      a: { b: [value, `x${value}y`] },
      n: Number(asciiDigits(value)) || 0,
      ascii: `x ${asciiDigits(value)}`,
      [value]: 1,
    }),
    responseContentType: 'application/json',
    responseBody: JSON.stringify({ message: `code ${value} accepted` }),
    status: 200,
  }),
  (value) => ({
    method: 'POST',
    url: 'https://bank.local/v1/pay',
    requestContentType: 'application/x-www-form-urlencoded',
    requestBody: new URLSearchParams({ a: value, b: `${value} x`, [value]: '1' }).toString(),
    responseBody: `<r><ok>${value}</ok></r>`,
    status: 422,
  }),
  (value) => ({
    method: 'POST',
    url: 'https://bank.local/v1/pay',
    requestBody: `{"cut": "off", "a": "${value}`,
    responseBody: `plain ${value}`,
    errorType: `Error${value}`,
  }),
  (value) => ({
    method: 'POST',
    url: `https://bank.local/v1/${percentAll(value)}/${encodeURIComponent(value)}?${new URLSearchParams({ [value]: value })}`,
    requestBody:
      `<r a="${escapeXml(value)}"><n>x${escapeXml(value)}</n><![CDATA[${value}]]>` +
      `<ns:user pin="${escapeXml(value)}"/><old-pin><b>${escapeXml(value)}</b></old-pin></r>`,
    responseBody: `<?xml version="1.0"?><r><!-- ${value} --><a>${escapeXml(value)}`,
    status: 200,
  }),
  (value) => ({
    method: 'POST',
    url: 'https://bank.local/v1/pay',
    requestContentType: 'multipart/form-data; boundary=x',
    requestBody: `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${value}\r\n--x--\r\n`,
    responseBody: JSON.stringify({ raw: JSON.stringify({ pin: value, b: [value] }) }).slice(0, -1),
    status: 200,
  }),
  (value) => ({
    method: 'POST',
    url: 'https://bank.local/v1/pay',
    requestContentType: `image/x${value}`,
    requestBody: { bytes: 3 },
    responseBody: `\uFFFD\0${value}`,
    errorType: value,
  }),
];

/** Where a hook carries a value encoded: what leaves is decoded again to look for it. */
const base64 = (text: string) => Buffer.from(text).toString('base64');
const ENCODED_HOOKS: typeof PLAIN_HOOKS = [
  (value) => ({
    method: 'POST',
    url: `https://bank.local/v1/auth/${Buffer.from(`254711000111:${value}`).toString('base64url')}/x?q=${encodeURIComponent(base64(`x ${value}`))}`,
    requestBody: JSON.stringify({
      payload: base64(`254711000111:${value}`),
      data: base64(JSON.stringify({ pin: value })),
      hex: Buffer.from(`254711000111:${value}`).toString('hex'),
      auth: [`Basic ${base64(`user:${value}`)}`],
    }),
    responseBody: `<r a="${base64(`a ${value}`)}">${base64(`b ${value}`)}</r>`,
    status: 200,
  }),
  (value) => ({
    method: 'POST',
    url: `https://bank.local/v1/${Buffer.from(`a:${value}`).toString('hex')}`,
    requestContentType: 'application/x-www-form-urlencoded',
    requestBody: new URLSearchParams({ a: base64(`254711000111:${value}`) }).toString(),
    responseBody: `plain ${base64(`b ${value}`)} and ${Buffer.from(`c:${value}`).toString('hex')}`,
    status: 200,
  }),
];

const HOOKS = [...PLAIN_HOOKS, ...ENCODED_HOOKS];

/** Also what the runs of a text are base64 or hexadecimal for. */
function decoded(text: string): string[] {
  const runs = text.match(/[A-Za-z\d+/_-]{8,}/g) ?? [];
  return runs.flatMap((run) =>
    [run, ...run.split('/')].flatMap((one) =>
      (['base64', 'hex'] as const).map((encoding) => Buffer.from(one, encoding).toString()),
    ),
  );
}

/** What `PATHS` hide, wherever hooks carry it; nobody typed it. */
const PRIVATE = 'Wanjiku-of-Nairobi';
const PATHS = ['$..owner.fullName', '$.list[*]'];
const PRIVATE_HOOKS: readonly Omit<RecordedHook, 'startMs' | 'endMs'>[] = [
  {
    method: 'POST',
    url: 'https://bank.local/v1/a',
    requestBody: JSON.stringify({
      a: [{ owner: { fullName: PRIVATE } }],
      list: [PRIVATE, [PRIVATE]],
    }),
    responseBody: JSON.stringify({ owner: { fullName: PRIVATE, b: 'x'.repeat(20) } }).slice(0, -5),
    status: 200,
  },
  {
    method: 'POST',
    url: 'https://bank.local/v1/b',
    requestBody: new URLSearchParams({ 'owner[fullName]': PRIVATE }).toString(),
    responseBody: `<owner fullName="${PRIVATE}"><x:fullName><b>${PRIVATE}</b></x:fullName></owner>`,
    status: 200,
  },
];

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const percentAll = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Screens that repeat a value, plainly or grouped. */
const ECHOES: readonly ((value: string) => string)[] = [
  (value) => `You typed ${value}. Thank you`,
  (value) => `Error: ${value} is wrong\n1. Try again`,
  (value) => `${value}`,
  (value) => `Ref${value}X\n0. Back`,
  (value) => (/^\d+$/.test(value) ? `PIN ${[...value].join(' ')} set` : `PIN ${value} set`),
];

const secret = fc.oneof(
  fc.stringMatching(/^[1-9]\d{3,5}$/),
  fc.stringMatching(/^[1-9]\d{3,5}$/),
  fc.stringMatching(/^[a-zA-Z]\d[a-zA-Z0-9@+&%$ü"' -]{1,5}[a-zA-Z0-9]$/),
  fc.stringMatching(/^[a-zA-Z]\d[a-zA-Z0-9#*.]{1,5}[a-zA-Z0-9]{3}$/),
  fc.stringMatching(/^[٠-٩]{4,6}$/),
);

const step = fc.record({
  screen: fc.oneof(fc.nat(OTHER_SCREENS.length - 1), fc.constant(-1)),
  echo: fc.option(fc.nat(ECHOES.length - 1), { nil: undefined }),
  hooks: fc.array(fc.nat(HOOKS.length - 1), { maxLength: 2 }),
  typed: fc.constantFrom('1', '2', '0', '', '250', 'Jane', 'PIN'),
  retransmit: fc.boolean(),
  /** Another process takes over, without this one's memory. */
  moved: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  named: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

const session = fc.record({
  dialect: fc.constantFrom(...DIALECTS),
  pin: secret,
  prompt: fc.constantFrom(...PIN_PROMPTS),
  before: fc.array(step, { maxLength: 3 }),
  after: fc.array(step, { minLength: 1, maxLength: 5 }),
  dialled: fc.boolean(),
  /** As when a PIN is chosen. */
  twice: fc.boolean(),
  /** Another secret of the same session. */
  second: fc.option(secret, { nil: undefined }),
  ending: fc.constantFrom('end', 'fail', 'status', 'malformed', 'none'),
  /** Requests alternate between two processes; only where the text tells. */
  alternating: fc.boolean(),
});
type Session = typeof session extends fc.Arbitrary<infer S> ? S : never;

/** Says a text in every place where an app can. */
function sayEverywhere(hop: ReplayHop | undefined, text: string): void {
  hop?.nameStep(text);
  hop?.setFlow(text);
  hop?.markGoal(text);
  hop?.setAction('back', text);
}

/** Plays a session and returns everything that left the processes. */
function play(
  plan: Session,
  capture: (typeof CAPTURE_LEVELS)[number],
): { texts: string[]; problems: unknown[] } {
  const { dialect } = plan;
  const { provider } = dialect;
  const labels: string[] = [];
  const meterProvider = labelsInto(labels);
  const redaction = readRedaction('redact', PATHS, []) as Redaction;
  const newBench = () => createReplayBench({ capture, provider, redaction }, { meterProvider });
  const benches = [newBench()];
  let current = 0;
  let atMs = START_MS;
  const inputs: string[] = [];
  let started = false;
  const { pin } = plan;
  const alternating = plan.alternating && dialect.cumulative === true;

  const replay = (): Replay => (benches[current] ?? benches[0])?.replay as Replay;
  const send = (
    typed: string | undefined,
    screen: string,
    more: boolean,
    hooks: readonly number[],
    name?: string,
  ) => {
    if (typed !== undefined) inputs.push(typed);
    const hop = replay().request({ ...dialect.request({ first: !started, inputs }), atMs });
    started = true;
    if (name !== undefined) sayEverywhere(hop, name);
    for (const index of hooks) {
      const { second = pin } = plan;
      const typedSecret = index % 2 === 0 && inputs.includes(second) ? second : pin;
      const hook = HOOKS[index]?.(inputs.includes(pin) ? typedSecret : 'nothing');
      const hidden = PRIVATE_HOOKS[index % PRIVATE_HOOKS.length];
      if (hidden !== undefined) hop?.hook({ ...hidden, startMs: atMs + 1, endMs: atMs + 9 });
      if (hook !== undefined)
        hop?.hook({ ...hook, ...(name && { name }), startMs: atMs + 1, endMs: atMs + 9 });
    }
    const answer = dialect.answer(screen, more);
    const headers =
      name === undefined ? answer.headers : { ...answer.headers, 'at-ussd-hop-metadata': name };
    hop?.answer({ status: 200, headers, body: answer.body, atMs: atMs + 50 });
    atMs += 5_000;
  };
  const moveOn = (moved: boolean) => {
    if (alternating) {
      if (benches.length < 2) benches.push(newBench());
      current = 1 - current;
    } else if (moved) {
      benches.push(newBench());
      current = benches.length - 1;
    }
  };
  const walk = (steps: Session['after'], known: boolean, first: string | undefined) => {
    let next = first;
    for (const { screen, echo, hooks, typed, retransmit, moved, named } of steps) {
      const base = OTHER_SCREENS[screen] ?? plan.prompt;
      const echoed = known && echo !== undefined ? ECHOES[echo]?.(pin) : undefined;
      const shown = echoed ?? base;
      const name = named && known ? `step ${pin}` : undefined;
      send(next, shown, true, hooks, name);
      if (retransmit && inputs.length > 0 && dialect.cumulative === true)
        send(undefined, shown, true, hooks, name);
      moveOn(moved);
      // Equal to the PIN, but typed where none is asked for.
      next = typed === 'PIN' ? (known ? pin : '250') : typed;
    }
    return next;
  };

  if (plan.dialled) {
    inputs.push('1', pin);
    const rest = walk(plan.after, true, undefined);
    finish(rest);
  } else {
    const rest = walk(plan.before, false, undefined);
    send(rest, plan.prompt, true, []);
    if (alternating) moveOn(false);
    if (plan.twice) send(pin, plan.prompt, true, []);
    if (plan.second !== undefined) send(pin, 'Enter the OTP sent to your phone:', true, [5]);
    finish(walk(plan.after, true, plan.second ?? pin));
  }

  function finish(typed: string | undefined): void {
    const screen = `Done ${pin}`;
    if (plan.ending === 'end') send(typed, screen, false, [0, 4]);
    else if (plan.ending !== 'none') {
      inputs.push(typed ?? '');
      const hop = replay().request({ ...dialect.request({ first: !started, inputs }), atMs });
      if (plan.ending === 'fail') hop?.fail({ errorType: `Error${pin}`, atMs: atMs + 9 });
      else {
        const status = plan.ending === 'status' ? 500 : 200;
        hop?.answer({ status, headers: {}, body: `Error: ${pin} at x`, atMs: atMs + 9 });
      }
    }
    const told = dialect.report?.({ first: false, inputs }, pin);
    if (told === undefined) return;
    const report = replay().request({ ...told, atMs });
    for (const hook of HOOKS) report?.hook({ ...hook(pin), startMs: atMs, endMs: atMs + 1 });
    report?.answer({ status: 200, headers: {}, body: pin, atMs: atMs + 5 });
  }

  return {
    texts: [...benches.flatMap((bench) => exportedTexts(bench.spans())), ...labels],
    problems: benches.flatMap((bench) => bench.mistakes()),
  };
}

// A hash of six digits may hold any four by chance (seen once in 2,600 sessions).
const withoutHash = (text: string): string =>
  text.replace(/screen_[0-9a-f]{6}(?![0-9a-z])/g, 'screen_');

/** What instruments are given is what metrics say; a real reader would collect it later. */
function labelsInto(texts: string[]): MeterProvider {
  const note = (_value: number, attributes: Attributes = {}) =>
    void texts.push(...Object.entries(attributes).flatMap(([key, value]) => [key, `${value}`]));
  const meter = Object.assign(createNoopMeter(), {
    createCounter: () => ({ add: note }),
    createHistogram: () => ({ record: note }),
    createUpDownCounter: () => ({ add: note }),
    createGauge: () => ({ record: note }),
  });
  return { getMeter: () => meter };
}

test('every provider speaks here', () => {
  expect(new Set(DIALECTS.map(({ provider }) => provider))).toEqual(
    new Set(BUILT_IN.map(({ name }) => name)),
  );
});

test.each(CAPTURE_LEVELS)(
  'a secret is nowhere in what leaves the process, at %s',
  (capture) => {
    fc.assert(
      fc.property(session, (plan) => {
        // By chance in what is ours or public: the number, the cost, the screens' own figures.
        const own = [
          '+254711000111',
          '+233271231234',
          '+255692189307',
          '+2347000000000',
          '+250780000001',
          '+27829991234',
          '+211925415377',
          '+265991234567',
          '+23276123456',
          '+0240000001',
          'APP_1',
          'KES 0.10',
          '46000',
          '8080',
          ...OTHER_SCREENS,
        ];
        const secrets = [
          plan.pin,
          ...(plan.second === undefined || plan.dialled ? [] : [plan.second]),
        ];
        fc.pre(
          !secrets.some((one) =>
            own.some((text) => text.toLowerCase().includes(asciiDigits(one).toLowerCase())),
          ),
        );
        const { texts, problems } = play(plan, capture);
        expect(problems).toEqual([]);
        expect(texts.length).toBeGreaterThan(20);
        const spellings = [
          PRIVATE,
          ...secrets.flatMap((one) => [
            one,
            asciiDigits(one),
            encodeURIComponent(one),
            percentAll(one),
          ]),
        ];
        const found = texts
          .map(withoutHash)
          .flatMap((text) => [text, ...decoded(text)])
          .filter((text) =>
            spellings.some((spelling) => text.toLowerCase().includes(spelling.toLowerCase())),
          );
        expect(found).toEqual([]);
      }),
      { numRuns: 800 },
    );
  },
  60_000,
);

const UNREADABLE = ['ideamart', 'kairos', 'paytota', 'sendexa', 'ussdk_hook'];

// Too short to be looked for elsewhere: every screen and body would lose its "1".
test.each(['7', '42'])(
  'a secret as short as a menu choice is not the input of its step: %s',
  (pin) => {
    const unreadable = new Set<string>();
    for (const dialect of DIALECTS) {
      const bench = createReplayBench({ capture: 'full', provider: dialect.provider });
      const ask = (inputs: readonly string[], screen: string, more: boolean, atMs: number) => {
        const hop = bench.replay.request({
          ...dialect.request({ first: inputs.length === 0, inputs }),
          atMs,
        });
        hop?.hook({
          method: 'POST',
          url: `http://bank.local/pay?pin=${pin}`,
          requestBody: JSON.stringify({ pin, card: { pin: Number(pin) } }),
          responseBody: `<r pin="${pin}"><otp>${pin}</otp></r>`,
          startMs: atMs + 1,
          endMs: atMs + 2,
        });
        hop?.answer({ status: 200, ...dialect.answer(screen, more), atMs: atMs + 50 });
      };
      ask([], 'Enter your PIN', true, START_MS);
      ask([pin], 'Amount?', true, START_MS + 5_000);
      ask([pin, '250'], 'Thanks', false, START_MS + 10_000);
      const attributes = bench.spans().map((span) => span.attributes);
      // Gateways whose answers nobody documents: there a choice and a PIN of two digits look alike.
      if (!attributes.some((one) => 'ussd.response.text' in one)) unreadable.add(dialect.provider);
      else
        expect({ [dialect.provider]: attributes.flatMap(shown) }).toEqual({
          [dialect.provider]: [],
        });
    }
    expect([...unreadable].sort()).toEqual(UNREADABLE);

    function shown(attributes: Attributes): string[] {
      return ['ussd.input.text', 'url.full', 'ussd.hook.request.body', 'ussd.hook.response.body']
        .map((key) => String(attributes[key] ?? ''))
        .filter((text) => new RegExp(`(?<!\\d)${pin}(?!\\d)`).test(text));
    }
  },
);
