import { expect, test } from 'vitest';
import { createReplayBench, START_MS } from '../../test/replay-bench.ts';
import { readBody, recordBody } from './body.ts';
import { maskDigits, maskWordsWithDigits } from './mask.ts';
import { NO_REDACTION } from './redact-paths.ts';
import { Secrets } from './secrets.ts';
import { shownSecrets } from './shown-secrets.ts';
import { recordUrl } from './url.ts';

const LONG = 64 * 1024;
/** What is read once takes a few milliseconds; what is read from each of its letters takes seconds. */
const MS_MAX = 600;

const fill = (piece: string) => piece.repeat(Math.ceil(LONG / piece.length)).slice(0, LONG);

/** Unbroken runs of what expressions begin with or go on over. */
const RUNS = [
  ...['pin=', 'pin', 'A', 'a', '1', '1.', '=', '"', "'", '\\', '.', '#', '*', '&', '%', ' ', '\n'],
  ...[
    '<',
    '<a ',
    '<a b="',
    '<!--',
    '{"a":',
    '[',
    '(',
    'Enter ',
    "enter'",
    'is ',
    '?a=',
    '/a',
    '\\"',
  ],
  ...['1 1', 'a=1&', 'enter code ', 'press 1 to ', '4,', 'data:', '--x\r\n', '\u0301', '٤'],
].map((piece) => [piece, fill(piece)] as const);

function secretsOf(...typed: string[]): Secrets {
  const secrets = new Secrets();
  for (const one of typed) secrets.add(one);
  return secrets;
}

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  shownSecrets,
  maskDigits,
  maskWordsWithDigits,
  'a JSON text of a body': (text) =>
    body(JSON.stringify({ a: text, [text]: 1 }), 'application/json'),
  'a form': (text) => body(`${text}=1&a=${text}`, 'application/x-www-form-urlencoded'),
  'an XML text': (text) => body(`<a>${text}</a>`, 'text/xml'),
  'an XML attribute': (text) => body(`<a ${text}>x</a><b/>`, 'text/xml'),
  'a multipart body': (text) =>
    body(`--x\r\n${text}\r\n\r\n${text}`, 'multipart/form-data; boundary=x'),
  'a plain text': (text) => body(text, 'text/plain'),
  'a broken JSON': (text) => body(`{"a": "${text}`, 'application/json'),
  'a URL': (text) =>
    recordUrl(`https://bank.local/${text}?${text}=${text}`, secretsOf('4821'))?.full(),
};

function body(text: string, type: string): void {
  const secrets = secretsOf('4821');
  const parsed = readBody(text, type, secrets);
  recordBody(parsed, 'full', secrets, NO_REDACTION);
  recordBody(parsed, 'standard', secrets, NO_REDACTION);
}

test.each(Object.entries(READERS))(
  '%s of 64 KiB is read in one go, whatever it repeats',
  (_name, read) => {
    const slow = RUNS.filter(([, text]) =>
      [text, `${text}x`, `a${text}!<`].some((one) => tookMs(read, one) > MS_MAX),
    );
    expect(slow.map(([piece]) => piece)).toEqual([]);
  },
);

test('an answer or a request of 64 KiB holds nobody up', () => {
  const { replay } = createReplayBench({ capture: 'full' });
  const slow = RUNS.filter(([, run], index) => {
    const step = (text: string, answer: string, typed: string) =>
      tookMs(() => {
        const hop = replay.request({
          method: 'POST',
          path: '/ussd',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            sessionId: `s${index}`,
            serviceCode: '*384#',
            phoneNumber: '+254711000111',
            networkCode: '63902',
            text: typed,
          }).toString(),
          atMs: START_MS,
        });
        hop?.answer({ status: 200, headers: {}, body: answer, atMs: START_MS + 1 });
      }, text);
    return [
      step(run, `CON ${run}`, ''),
      step(run, `CON x\n${run}x`, '1'),
      step(run, 'END ok', `1*${run.slice(0, 20_000)}`),
    ].some((ms) => ms > MS_MAX);
  });
  expect(slow.map(([piece]) => piece)).toEqual([]);
});

/** Of the thread itself, so that whatever else runs beside it does not count (Node 23.9 and later). */
function tookMs(read: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  read(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
