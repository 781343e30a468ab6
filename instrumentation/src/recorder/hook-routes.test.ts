import { describe, expect, test } from 'vitest';
import { createReplayBench, exchangeAll, at as exchangeAt, only } from '../../test/replay-bench.ts';
import { type HookRule, parseHookRoute, readHookRoutes, splitHookRoutes } from './hook-routes.ts';

const matches = (match: string, method: string, url: string) => {
  const route = parseHookRoute({ match, name: 'x' });
  if (typeof route === 'string') throw new Error(route);
  return route.matches(method, new URL(url));
};

describe('a route matches', () => {
  test.each([
    ['POST https://bank.example/accounts/:id', 'POST', 'https://bank.example/accounts/17?x=1'],
    ['post HTTPS://Bank.example/accounts/{id}', 'POST', 'https://bank.example:443/accounts/17'],
    ['/accounts/*/balance', 'GET', 'http://any:8080/accounts/a-b/balance'],
    ['bank.example/a', 'PUT', 'https://bank.example:8443/a'],
    ['GET http://127.0.0.1:9/a', 'GET', 'http://127.0.0.1:9/a'],
    ['*.bank.example/a', 'GET', 'http://api.v2.bank.example/a'],
    ['[::1]/a', 'GET', 'http://[::1]:8/a'],
    ['/a/**', 'GET', 'http://h/a/b/c'],
    ['/', 'GET', 'http://h/'],
  ])('%s: %s %s', (match, method, url) => {
    expect(matches(match, method, url)).toBe(true);
  });
});

describe('a route does not match', () => {
  test.each([
    ['POST /accounts/:id', 'GET', 'https://h/accounts/17'],
    ['https://bank.example/a', 'GET', 'http://bank.example/a'],
    ['bank.example/a', 'GET', 'http://bank.example.evil/a'],
    ['*.bank.example/a', 'GET', 'http://bank.example/a'],
    ['bank.example:443/a', 'GET', 'http://bank.example/a'],
    ['/accounts/:id', 'GET', 'http://h/accounts/17/x'],
    ['/accounts/:id', 'GET', 'http://h/accounts/'],
    ['/a/b/**', 'GET', 'http://h/a'],
    ['/A', 'GET', 'http://h/a'],
  ])('%s: %s %s', (match, method, url) => {
    expect(matches(match, method, url)).toBe(false);
  });
});

test('what is wrong with a route is said, and the others count', () => {
  const problems: string[] = [];
  const given = [
    'GET /a',
    { match: 'GET /a', name: 'balance of 0711000111' },
    { match: 'GET accounts', name: 'a' },
    { match: 'GET /a/**/b', name: 'a' },
    { match: '/rates', name: 'rates' },
  ];
  expect(readHookRoutes('hooks', given, problems).map(({ name }) => name)).toEqual(['rates']);
  expect(problems).toEqual([
    "hooks, entry 1, is no route, expected { match: 'POST https://bank.example/accounts/:id', name: 'a_name' }; it is left out",
    "hooks, entry 2, has the name 'balance of 0711000111', expected letters, digits and _ . : -, up to 60, no three digits in a row; it is left out",
    "hooks, entry 3, has the match 'GET accounts', expected [METHOD ][https://host]/path such as 'POST https://bank.example/accounts/:id'; it is left out",
    "hooks, entry 4, has the match 'GET /a/**/b', expected ** at the end of its path only; it is left out",
  ]);
});

test('the environment has them in one line', () => {
  expect(splitHookRoutes('POST https://b.example/a/:id = balance ; /r=rates;\n/x')).toEqual([
    { match: 'POST https://b.example/a/:id', name: 'balance' },
    { match: '/r', name: 'rates' },
    { match: '/x', name: '' },
  ]);
});

function hooksOf(
  urls: readonly string[],
  names: readonly HookRule[],
  extra: readonly string[] = [],
) {
  const bench = createReplayBench({ hooks: readHookRoutes('hooks', names, []) });
  exchangeAll(bench.replay, [
    ...extra.map((typed) => exchangeAt(typed, 'CON Enter password')),
    exchangeAt(extra.length > 0 ? 'balance' : '', 'CON Hi', {
      hooks: urls.map((url) => ({ method: 'GET', url, status: 200 })),
    }),
  ]);
  return only(bench.spans(), 'hook').map(({ name, attributes }) => [
    name,
    attributes['url.template'],
  ]);
}

test('a hook has the name and template of the first route that matches, else of its path', () => {
  const names = [
    { match: 'bank.example/accounts/savings', name: 'savings' },
    { match: 'bank.example/accounts/:account', name: 'account_balance' },
  ];
  expect(
    hooksOf(
      [
        'https://bank.example/accounts/savings',
        'https://bank.example/accounts/ab',
        'https://other.example/accounts/17',
      ],
      names,
    ),
  ).toEqual([
    ['hook savings', '/accounts/savings'],
    ['hook account_balance', '/accounts/{account}'],
    ['hook GET accounts/{id}', '/accounts/{id}'],
  ]);
});

test('a name that happens to be what somebody typed as a secret is not used', () => {
  expect(
    hooksOf(['https://bank.example/x'], [{ match: '/x', name: 'account_balance' }], ['']),
  ).toEqual([['hook GET x', '/x']]);
});
