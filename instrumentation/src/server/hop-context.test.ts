import { setImmediate as nextTurn } from 'node:timers/promises';
import { context, createContextKey } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import {
  activeSpanId,
  observeServers,
  post,
  readBody,
  serve,
} from '../../test/observed-servers.ts';
import { nameStep } from '../api/name-step.ts';

const seen = observeServers();

test('a request of something else runs in the context it had', async () => {
  const key = createContextKey('test.key');
  const inner = createContextKey('test.inner');
  await serve(
    (request, response) =>
      readBody(request, () => {
        context.with(context.active().setValue(inner, 'b'), async () => {
          await nextTurn();
          const active = context.active();
          response.end(`${active.getValue(key)}${active.getValue(inner)}${activeSpanId()}`);
        });
      }),
    async (url) => {
      expect(await (await post(url, 'name=x')).text()).toBe('undefinedbundefined');
      expect(await (await post(url)).text()).toBe(`undefinedb${seen.hops[0]?.spanContext.spanId}`);
    },
  );
});

test('a listener reached from inside the request keeps the context it is in', async () => {
  const key = createContextKey('test.nested');
  await serve(
    (request, response) =>
      readBody(request, () => {
        request.on('mine', () => response.end(String(context.active().getValue(key))));
        context.with(context.active().setValue(key, 'inner'), () => request.emit('mine'));
      }),
    async (url) => expect(await (await post(url)).text()).toBe('inner'),
  );
});

test('nameStep names the step, also before the body is there', async () => {
  await serve(
    (request, response) => {
      nameStep('early');
      readBody(request, async () => {
        await nextTurn();
        nameStep('late');
        response.end('CON x');
      });
    },
    async (url) => void (await (await post(url)).text()),
  );
  expect(seen.hops[0]?.names).toEqual(['early', 'late']);
});

test('nameStep outside of a request does nothing', () => {
  expect(() => nameStep('nowhere')).not.toThrow();
});

test('a GET that is nobody’s runs in the context it came in, untouched', async () => {
  await serve(
    (request, response) => {
      expect(Object.getOwnPropertySymbols(request).map(String).join()).not.toContain('hopscope');
      expect(Object.hasOwn(response, 'end')).toBe(false);
      expect(activeSpanId()).toBeUndefined();
      response.end('ok');
    },
    async (url) => void (await (await fetch(`${url}/list?page=1&size=2&sort=3`)).text()),
  );
  expect(seen.asked).toHaveLength(1);
  expect(seen.hops).toEqual([]);
});
