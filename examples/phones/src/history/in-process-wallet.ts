import { answerAfricasTalking } from '@hopscope/example-mobile-money/africastalking';
import { type ArkeselSessions, answerArkesel } from '@hopscope/example-mobile-money/arkesel';
import type { Bank } from '@hopscope/example-mobile-money/bank/bank';
import { type BankClient, createBankClient } from '@hopscope/example-mobile-money/bank-client';
import type { Menu } from '@hopscope/example-mobile-money/menu';
import type { Replay, ReplayHop } from '@hopscope/instrumentation/replay';
import type { VirtualClock } from '../clock.ts';
import type { Carry, Post, PostAnswer } from '../gateways/gateway.ts';
import type { Random } from '../random.ts';

const JSON_TYPE = 'application/json';

export interface InProcessWalletParts {
  readonly menu: Menu;
  readonly bank: Bank;
  readonly bankUrl: string;
  readonly replay: Replay;
  readonly clock: VirtualClock;
  readonly random: Random;
}

/**
 * The wallet without sockets: the same menu and the same bank on a virtual clock, and every
 * exchange told to the instrumentation with the times it would have had.
 */
export function createInProcessWallet(parts: InProcessWalletParts): Carry {
  const { replay, clock, random } = parts;
  const sessions: ArkeselSessions = new Map();

  return async (post) => {
    const hop = replay.request({
      method: 'POST',
      path: post.path,
      headers: { 'content-type': post.contentType },
      body: post.body,
      atMs: clock.now(),
    });
    clock.advance(1 + 3 * random.next());
    const { contentType, ...answer } = await answerPost(post, sessions, parts, hop);
    hop?.answer({ ...answer, headers: { 'content-type': contentType }, atMs: clock.now() });
    return answer;
  };
}

async function answerPost(
  { path, body }: Post,
  sessions: ArkeselSessions,
  { menu, bank, bankUrl, clock }: InProcessWalletParts,
  hop: ReplayHop | undefined,
): Promise<PostAnswer & { contentType: string }> {
  if (path.endsWith('/events')) return { status: 200, contentType: 'text/plain', body: 'OK' };
  const client = clientOf(bank, bankUrl, clock, hop);
  try {
    if (path.endsWith('/arkesel')) {
      const said = await answerArkesel(JSON.parse(body), sessions, menu, client, clock.now());
      return { status: 200, contentType: JSON_TYPE, body: JSON.stringify(said) };
    }
    const form = Object.fromEntries(new URLSearchParams(body));
    const said = await answerAfricasTalking(form, menu, client);
    return { status: 200, contentType: 'text/plain', body: said };
  } catch {
    // What Express does with an error that the app has not caught.
    return { status: 500, contentType: 'text/html', body: '<pre>Internal Server Error</pre>' };
  }
}

function clientOf(
  bank: Bank,
  bankUrl: string,
  clock: VirtualClock,
  hop: ReplayHop | undefined,
): BankClient {
  return createBankClient(async (request, timeoutMs) => {
    const startMs = clock.now();
    const { delayMs, ...reply } = bank.handle(request);
    const late = delayMs > timeoutMs;
    clock.advance(late ? timeoutMs : delayMs);
    hop?.hook({
      method: request.method,
      url: bankUrl + request.path,
      startMs,
      endMs: clock.now(),
      ...(request.body && {
        requestBody: JSON.stringify(request.body),
        requestContentType: JSON_TYPE,
      }),
      ...(late
        ? { errorType: 'timeout' }
        : {
            status: reply.status,
            responseBody: JSON.stringify(reply.body),
            responseContentType: JSON_TYPE,
          }),
    });
    if (late) throw new DOMException('The bank took too long', 'TimeoutError');
    return reply;
  });
}
