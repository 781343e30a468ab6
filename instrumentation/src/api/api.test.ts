import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, type DiagLogger, diag } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeRecorder, type FakeHop } from '../../test/fake-recorder.ts';
import { observeHooks } from '../hook/observe-hooks.ts';
import {
  markGoal,
  markSensitive,
  nameHook,
  nameStep,
  setAction,
  setFlow,
  setOutcome,
} from '../index.ts';
import { observeServer } from '../server/observe-server.ts';

const manager = new AsyncLocalStorageContextManager();
beforeAll(() => void context.setGlobalContextManager(manager.enable()));
afterAll(() => context.disable());

let hops: FakeHop[];
let problems: unknown[];
let detach: (() => void)[];

beforeEach(() => {
  const fake = createFakeRecorder();
  hops = fake.hops;
  problems = [];
  const onProblem = (error: unknown) => void problems.push(error);
  const parts = () => ({ recorder: fake.recorder, onProblem });
  detach = [observeServer({ parts, routes: undefined, onProblem }), observeHooks(onProblem)];
});
afterEach(() => {
  for (const one of detach) one();
  expect(problems).toEqual([]);
});

/** Serves one request of a gateway with this handler. */
async function handle(handler: RequestListener, body = 'sessionId=s1&text=1'): Promise<string> {
  const server = http.createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ussd`;
    return await (await fetch(url, { method: 'POST', body })).text();
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

function sayEverything(): void {
  nameStep('enter-pin');
  markGoal();
  markGoal('paid');
  markSensitive();
  setOutcome('rejected');
  setAction('retry');
  setAction('back', { message: 'Not here' });
  setFlow('loans');
}

const EVERYTHING = [
  'goal undefined',
  'goal paid',
  'sensitive',
  'outcome rejected',
  'action retry undefined',
  'action back Not here',
  'flow loans',
];

describe('what the app says reaches the hop', () => {
  test('in the order in which it was said, also before the body was there', async () => {
    await handle((request, response) => {
      sayEverything();
      request.resume().on('end', () => response.end('END x'));
    });
    expect(hops[0]?.names).toEqual(['enter-pin']);
    expect(hops[0]?.said).toEqual(EVERYTHING);
  });

  test('after the body, and from whatever the handler awaits', async () => {
    await handle(async (request, response) => {
      await once(request.resume(), 'end');
      sayEverything();
      await new Promise((done) => setImmediate(done));
      setFlow('later');
      response.end('END x');
    });
    expect(hops[0]?.said).toEqual([...EVERYTHING, 'flow later']);
  });

  test('nothing of it where the body turns out to be nobody’s', async () => {
    await handle((request, response) => {
      sayEverything();
      request.resume().on('end', () => {
        sayEverything();
        response.end('x');
      });
    }, 'a=1&b=2');
    expect(hops).toEqual([]);
  });

  test('what is said in a loop is bounded until the body is there', async () => {
    await handle((request, response) => {
      for (let i = 0; i < 10_000; i++) setFlow(`flow ${i}`);
      request.resume().on('end', () => response.end('END x'));
    });
    expect(hops[0]?.said).toHaveLength(100);
  });
});

test('outside of a request every call does nothing, and nameHook calls its function', () => {
  sayEverything();
  expect(nameHook('bank', () => 17)).toBe(17);
  expect(hops).toEqual([]);
});

test('without an SDK every call does nothing, and nameHook calls its function', () => {
  context.disable();
  try {
    sayEverything();
    expect(nameHook('bank', () => 17)).toBe(17);
  } finally {
    context.setGlobalContextManager(manager.enable());
  }
});

describe('nameHook', () => {
  let bank: http.Server;
  let url: string;
  beforeAll(async () => {
    bank = http.createServer((request, response) =>
      request.resume().on('end', () => response.end('ok')),
    );
    bank.listen(0, '127.0.0.1');
    await once(bank, 'listening');
    url = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    bank.closeAllConnections();
    bank.close();
  });
  const ask = async (path: string) => (await fetch(url + path)).text();
  const byHttp = (path: string) =>
    new Promise<void>((done) => {
      http.get(url + path, (answer) => answer.resume().on('end', done));
    });

  test('names the calls that a function makes, and no others beside it', async () => {
    await handle(async (request, response) => {
      const early = nameHook('early', () => once(request.resume(), 'end').then(() => ask('/1')));
      await once(request, 'end');
      const named = nameHook('charge-wallet', async () => {
        await ask('/2');
        await nameHook('look-up', () => byHttp('/3'));
        await byHttp('/4');
        return 'done';
      });
      await Promise.all([early, ask('/5'), named]);
      await ask('/6');
      response.end(await named);
    });
    const names = Object.fromEntries(
      (hops[0]?.hooks ?? []).map((hook) => [new URL(hook.url).pathname, hook.name]),
    );
    expect(names).toEqual({
      '/1': 'early',
      '/2': 'charge-wallet',
      '/3': 'look-up',
      '/4': 'charge-wallet',
      '/5': undefined,
      '/6': undefined,
    });
  });

  test('returns and throws what its function does', async () => {
    const answer = await handle((request, response) => {
      request.resume().on('end', () => {
        try {
          nameHook('bank', () => {
            throw new RangeError('of the app');
          });
        } catch (error) {
          response.end((error as Error).message);
        }
      });
    });
    expect(answer).toBe('of the app');
  });
});

describe('a wrong argument', () => {
  const warn = vi.fn();
  const logger: DiagLogger = { error: warn, warn, info: warn, debug: warn, verbose: warn };
  beforeEach(() => {
    warn.mockClear();
    diag.setLogger(logger, { suppressOverrideMessage: true });
    warn.mockClear();
  });
  afterEach(() => diag.disable());

  const any = <T>(value: unknown) => value as T;
  test.each([
    ['nameStep', () => nameStep(any(17)), 'nameStep: expected a name, got number; ignored'],
    ['markGoal', () => markGoal(any('')), 'markGoal: expected a name, got an empty text; ignored'],
    ['setFlow', () => setFlow(any(null)), 'setFlow: expected a name, got null; ignored'],
    [
      'setOutcome',
      () => setOutcome(any('+254711000111')),
      'setOutcome: expected one of completed, rejected, invalid_input, hook_error, app_error, got another text; ignored',
    ],
    [
      'setAction',
      () => setAction(any(undefined)),
      'setAction: expected one of next, retry, back, skip, end, got undefined; ignored',
    ],
    [
      'nameHook',
      () => nameHook('bank', any('http://bank')),
      'nameHook: expected a function that makes the call, got another text; ignored',
    ],
    [
      'nameHook’s name',
      () => nameHook(any(undefined), () => 1),
      'nameHook: expected a name, got undefined; ignored',
    ],
  ])('of %s is ignored and told once, without its value', async (_name, call, text) => {
    await handle((request, response) => {
      request.resume().on('end', () => {
        call();
        call();
        response.end('END x');
      });
    });
    expect(warn.mock.calls).toEqual([['@hopscope/instrumentation', text]]);
    expect(hops[0]?.said).toEqual([]);
    expect(hops[0]?.names).toEqual([]);
  });

  test('of setAction’s message only loses the message', async () => {
    await handle((request, response) => {
      request.resume().on('end', () => {
        setAction('retry', any({ message: 17 }));
        response.end('END x');
      });
    });
    expect(warn).toHaveBeenCalledOnce();
    expect(hops[0]?.said).toEqual(['action retry undefined']);
  });

  test('a hop that does not know a word is told once; the app goes on', async () => {
    const answer = await handle((request, response) => {
      request.resume().on('end', () => {
        const hop = context.active().getValue(Symbol.for('hopscope.hop')) as {
          hop: { setFlow?: unknown };
        };
        delete hop.hop.setFlow;
        setFlow('loans');
        setFlow('loans');
        response.end('END x');
      });
    });
    expect(answer).toBe('END x');
    expect(warn).toHaveBeenCalledOnce();
  });
});
