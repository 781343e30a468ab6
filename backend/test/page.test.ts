import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashUser } from '@hopscope/instrumentation/user-hash';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type BackendProcess, startBackend } from './backend-process.ts';
import { type MadeSession, postSessions } from './otlp-session.ts';
import { startBrowser } from './start-browser.ts';

const ROOT = join(import.meta.dirname, '..');
const KEY = 'a key for tests only';
const NUMBER = '+254 711 000 111';
const HASH = hashUser(NUMBER, KEY) ?? '';
const OTHER_HASH = hashUser('+254711000222', KEY) ?? '';
const SESSIONS = 60;
const WAIT_MS = 15_000;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
// Today and yesterday, so that no turn of a month empties the page.
const RECENT = '/?range=7d';

const browser: Browser | Error = await startBrowser().catch((error: unknown) =>
  error instanceof Error ? error : new Error(String(error)),
);

if (browser instanceof Error) {
  console.error(`NOT RUN: the page in a real browser. ${browser.message}`);
  test.skip(`NOT RUN, no browser could be started: ${browser.message.split('\n')[0]}`, () => {});
} else {
  describe('the page in a real browser, on the real backend', () => pageTests(browser));
}

/** One made-up session a minute, newest first; every fifth by the subscriber who is searched for. */
function madeSessions(): MadeSession[] {
  return Array.from({ length: SESSIONS }, (_, n) => ({
    sessionId: `session-${String(n).padStart(2, '0')}`,
    startMs: Date.now() - (n + 10) * 60_000,
    network: n % 3 === 0 ? 'Airtel' : 'Safaricom',
    userHash: n % 5 === 0 ? HASH : OTHER_HASH,
    outcome: n % 4 === 0 ? 'hook_error' : 'completed',
  }));
}

function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'hopscope-page-'));
}

function pageTests(browser: Browser): void {
  const dataDir = newDataDir();
  let backend: BackendProcess;
  let traceIds: string[];
  let problems: string[] = [];

  beforeAll(async () => {
    execFileSync('vite', ['build', 'page', '--logLevel', 'error'], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PATH: `${join(ROOT, '../node_modules/.bin')}:${process.env.PATH}`,
      },
    });
    backend = await startBackend({ HOPSCOPE_DATA_DIR: dataDir, HOPSCOPE_USER_HASH_KEY: KEY });
    traceIds = await postSessions(backend.address, madeSessions());
  });
  afterAll(async () => {
    await browser.close();
    await backend.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });
  afterEach(() => {
    const seen = problems;
    problems = [];
    expect(seen, 'the browser reported').toEqual([]);
  });

  /** A page that notes every error, failed answer and request to another host. */
  async function open(
    path: string,
    options: BrowserContextOptions & { address?: string; expectFailures?: boolean } = {},
  ): Promise<Page> {
    const { address = backend.address, expectFailures = false, ...contextOptions } = options;
    const context = await browser.newContext({
      timezoneId: 'Africa/Nairobi',
      viewport: { width: 1280, height: 900 },
      ...contextOptions,
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    page.on('pageerror', (error) => problems.push(`an exception: ${error.message}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== address) {
        problems.push(`a request to ${request.url()}`);
      }
    });
    if (!expectFailures) {
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          problems.push(`on the console: ${message.text()}`);
        }
      });
      page.on('response', (response) => {
        if (response.status() >= 400) {
          problems.push(`${response.status()} for ${response.url()}`);
        }
      });
    }
    await page.goto(`${address}${path}`);
    return page;
  }

  const stepsButtons = (page: Page) => page.getByRole('button', { name: /^Steps of session/ });
  const search = (page: Page) => page.getByPlaceholder('MSISDN or session ID');
  const rateText = (page: Page) => page.locator('dl', { hasText: 'Completion rate' });

  test('the list shows the newest sessions, with the rate and the chart of the same sessions', async () => {
    const page = await open(RECENT);
    await stepsButtons(page).first().waitFor();
    expect(await stepsButtons(page).count()).toBe(50);
    expect(await stepsButtons(page).first().getAttribute('aria-label')).toContain('session-00');
    await page.getByText('45 of 60 closed sessions').waitFor();
    expect(await rateText(page).textContent()).toContain('75.0\u00a0%');
    await page.getByRole('button', { name: /^Completed 45$/ }).waitFor();
    const bars = page.getByRole('group', { name: /Bars of the traffic chart/ });
    const labels = await bars
      .getByRole('button')
      .evaluateAll((all) =>
        all.map((one) => Number(/: (\d+) session/.exec(one.getAttribute('aria-label') ?? '')?.[1])),
      );
    expect(labels.reduce((a, b) => a + b, 0)).toBe(SESSIONS);
  });

  test('load more keeps the place, shows the rest and puts the focus on the first new row', async () => {
    const page = await open(RECENT);
    await page.getByRole('button', { name: 'Load more' }).click();
    await expect
      .poll(() => page.locator(':focus').getAttribute('aria-label'), {
        timeout: WAIT_MS,
      })
      .toBe('Steps of session session-50');
    expect(await stepsButtons(page).count()).toBe(SESSIONS);
    await page.getByText('No older sessions in this range').waitFor();
  });

  test('filters narrow list, rate and chart, stand in the address, and back takes them away', async () => {
    const page = await open(RECENT);
    await page.getByRole('button', { name: 'Network', exact: true }).click();
    await page.getByText('Airtel', { exact: true }).last().click();
    await page.getByText('15 of 20 closed sessions').waitFor();
    expect(new URL(page.url()).searchParams.get('network')).toBe('Airtel');
    await page.keyboard.press('Escape');
    await expect.poll(() => stepsButtons(page).count(), { timeout: WAIT_MS }).toBe(20);
    await page.getByLabel('With a failed hook').check({ force: true });
    await page.getByText('0 of 5 closed sessions').waitFor();
    await page.goBack();
    await page.getByText('15 of 20 closed sessions').waitFor();
    await page.goBack();
    await page.getByText('45 of 60 closed sessions').waitFor();
    await page.goForward();
    await page.getByRole('button', { name: 'Remove filter Network: Airtel' }).click();
    await page.getByText('45 of 60 closed sessions').waitFor();
  });

  test('steps open in place with version, reason, screens and the failed hook, and by their link', async () => {
    const page = await open(RECENT);
    await stepsButtons(page).first().click();
    const steps = page.getByRole('list', { name: 'Steps' });
    await steps.getByText('Which account?').waitFor();
    await page.getByText('Deployment version').waitFor();
    const text = await page.locator('main').textContent();
    expect(text).toContain('2.1.0');
    expect(text).toContain(
      'The session ended at step “try_again_later”, where the hook “GET accounts/savings/balance” had failed.',
    );
    const hook = page.getByRole('article', { name: 'Hook GET accounts/savings/balance' });
    expect(await hook.textContent()).toContain('503');
    expect(await hook.textContent()).toContain('"error": "string"');
    expect(new URL(page.url()).searchParams.get('session')).toBe(traceIds[0]);

    const linked = await open(`/?range=7d&session=${traceIds[SESSIONS - 1]}`);
    await linked.getByRole('heading', { name: 'Session of this link' }).waitFor();
    await linked.getByText('Which account?').waitFor();
  });

  test('a number that is searched for is nowhere in the address, the history or the storage', async () => {
    const page = await open(RECENT);
    const addresses: string[] = [];
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await search(page).fill(NUMBER);
    await search(page).press('Enter');
    await page.getByText('9 of 12 closed sessions').waitFor();
    await page.getByRole('button', { name: 'Remove filter Number: ending 111' }).waitFor();
    expect(new URL(page.url()).searchParams.get('subscriber')).toBe(HASH);
    await page.goBack();
    await page.getByText('45 of 60 closed sessions').waitFor();
    await page.goForward();
    await page.getByText('9 of 12 closed sessions').waitFor();
    const kept = await inPage(
      page,
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])',
    );
    const digits = NUMBER.replace(/\D/g, '').slice(-9);
    const everywhere = decodeURIComponent([...addresses, ...asked, page.url(), kept].join(' '));
    expect(everywhere.replace(/\D/g, ' ')).not.toContain(digits);
    expect(everywhere).not.toContain(NUMBER);
  });

  test('a session id finds its session; what is neither says why', async () => {
    const page = await open(RECENT);
    await search(page).fill('session-07');
    await search(page).press('Enter');
    await page.getByText('1 of 1 closed session', { exact: true }).waitFor();
    await search(page).fill('no such thing');
    await search(page).press('Enter');
    await page.getByText(/No session has this id/).waitFor();
  });

  test('a session that one search opened is not there as the answer to the next', async () => {
    const page = await open(RECENT);
    const shown = () => new URL(page.url()).searchParams;
    for (const next of [NUMBER, 'no such thing']) {
      await search(page).fill('session-07');
      await search(page).press('Enter');
      await expect.poll(() => shown().get('session'), { timeout: WAIT_MS }).not.toBeNull();
      await search(page).fill(next);
      await search(page).press('Enter');
      await expect.poll(() => shown().get('session'), { timeout: WAIT_MS }).toBeNull();
    }
  });

  test('a bar narrows the range to its time', async () => {
    const page = await open(RECENT);
    const bar = page
      .getByRole('button', { name: /: [1-9]\d* sessions?, .*Show only this time/ })
      .last();
    await bar.click();
    await expect
      .poll(() => new URL(page.url()).searchParams.get('from'), { timeout: WAIT_MS })
      .not.toBeNull();
    await page
      .getByRole('button', { name: /^\d+ \w+, \d\d:\d\d – \d\d:\d\d: [1-9]/ })
      .first()
      .waitFor();
  });

  test('the keyboard alone reaches the steps of a session, its bars and its hook’s answer', async () => {
    const page = await open(`${RECENT}&outcome=hook_error`);
    await stepsButtons(page).first().waitFor();
    const focused = () =>
      inPage(
        page,
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
      );
    const tabTo = async (wanted: RegExp): Promise<void> => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        if (wanted.test(await focused())) {
          return;
        }
      }
      throw new Error(`80 presses of Tab do not lead to ${wanted}`);
    };
    await tabTo(/Show only this time/);
    const firstBar = await focused();
    await page.keyboard.press('End');
    expect(await focused()).not.toBe(firstBar);
    const outline = await inPage(page, 'getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    await tabTo(/^Steps of session session-00/);
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Hook GET accounts/savings/balance' }).waitFor();
    await tabTo(/^Response$/);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('region', { name: 'Response' }).count(), { timeout: WAIT_MS })
      .toBe(0);
  });

  /** What has the focus, where the table's header lies over it; '' where it does not. */
  const FOCUS_BEHIND_HEADER = `(() => {
    const { top } = document.activeElement.getBoundingClientRect();
    const isBehind = top < document.querySelector('thead th').getBoundingClientRect().bottom;
    return isBehind ? document.activeElement.outerHTML : '';
  })()`;
  /** Puts row 20 behind the header and the focus beside one of its stops, of which it tells the number. */
  const focusBeside = (stop: number, step: 1 | -1) => `(() => {
    const stopsOf = (root) => [...root.querySelectorAll(':is(a, button, [tabindex="0"])')];
    const row = document.querySelectorAll('tbody tr')[20];
    const stops = stopsOf(document.querySelector('tbody'));
    stops[stops.indexOf(stopsOf(row)[${stop}]) - ${step}].focus({ preventScroll: true });
    const header = document.querySelector('thead th').getBoundingClientRect();
    scrollBy(0, row.getBoundingClientRect().top - header.top);
    return String(stopsOf(row).length);
  })()`;

  test.each([
    ['Tab', 1],
    ['Shift+Tab', -1],
  ] as const)('what %s reaches does not stop behind the header', async (key, step) => {
    const page = await open(RECENT);
    await stepsButtons(page).last().waitFor();
    const behind: string[] = [];
    let stops = 1;
    for (let stop = 0; stop < stops; stop++) {
      stops = Number(await inPage(page, focusBeside(stop, step)));
      await page.keyboard.press(key);
      behind.push(await inPage(page, FOCUS_BEHIND_HEADER));
    }
    expect(stops).toBeGreaterThan(5);
    expect(behind.filter((html) => html !== '')).toEqual([]);
  });

  test('a link at the top skips the controls', async () => {
    const page = await open(RECENT);
    await stepsButtons(page).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await inPage(page, 'document.activeElement.textContent')).toBe('Skip to sessions');
    await page.keyboard.press('Enter');
    expect(await inPage(page, 'document.activeElement.textContent')).toBe('Sessions');
    expect(new URL(page.url()).hash).toBe('');
  });

  test('on a phone the filters wait behind a button that counts them', async () => {
    const page = await open(`${RECENT}&network=Airtel`, { viewport: { width: 360, height: 740 } });
    const network = page.getByRole('button', { name: 'Network (1)' });
    await page.getByRole('button', { name: 'Filters (1)' }).waitFor();
    expect(await network.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters (1)' }).click();
    await network.waitFor();
  });

  test.each([1280, 1366])('every row of the table is one line high at %i px', async (width) => {
    const page = await open(RECENT, { viewport: { width, height: 900 } });
    await stepsButtons(page).first().waitFor();
    const heights = await page
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(45);
    expect(await inPage(page, 'String(document.documentElement.scrollWidth)')).toBe(String(width));
  });

  test.each(['light', 'dark'] as const)(
    'nothing is wider than a phone of 360 px, also with steps open (%s)',
    async (colorScheme) => {
      const page = await open(RECENT, { viewport: { width: 360, height: 740 }, colorScheme });
      await stepsButtons(page).first().click();
      await page.getByRole('article', { name: 'Hook GET accounts/savings/balance' }).waitFor();
      expect(await inPage(page, 'String(document.documentElement.scrollWidth)')).toBe('360');
      const background = await inPage(page, 'getComputedStyle(document.body).backgroundColor');
      const [red = 0] = (background.match(/\d+/g) ?? []).map(Number);
      expect(red > 128).toBe(colorScheme === 'light');
    },
  );

  /** Headings of the table whose words the button for new sessions covers, and rows that it covers. */
  const HEADINGS_BELOW_PILL = `(() => {
    const pill = document.querySelector('[aria-label="1 new session"]').getBoundingClientRect();
    const isBelow = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return left < pill.right && right > pill.left && top < pill.bottom && bottom > pill.top;
    };
    const cells = document.querySelectorAll('th:not(:last-child), tbody td');
    return [...cells].filter(isBelow).map((cell) => cell.textContent).join();
  })()`;

  const justNow = (sessionId: string): MadeSession => ({
    sessionId,
    startMs: Date.now() - 10_000,
    network: 'Newcomer',
    userHash: OTHER_HASH,
    outcome: 'in_progress',
  });

  test('a session that begins is pushed to the top; while one is read, it waits behind a button', async () => {
    const page = await open(RECENT);
    await stepsButtons(page).first().waitFor();
    const stream = page.waitForRequest(/\/stream\?/);
    await page.reload();
    await stream;
    await stepsButtons(page).first().waitFor();
    await postSessions(backend.address, [justNow('on-top')]);
    const row = page.getByRole('row').filter({ hasText: 'on-top' });
    await row.waitFor();
    expect(await row.textContent()).toContain('In progress');
    await page.getByText('1 still in progress').waitFor();
    const first = stepsButtons(page).first();
    expect(await first.getAttribute('aria-label')).toContain('on-top');
    const before = await first.boundingBox();
    await first.click();
    await postSessions(backend.address, [justNow('waits')]);
    const pill = page.getByRole('button', { name: '1 new session' });
    await pill.waitFor();
    expect(await inPage(page, HEADINGS_BELOW_PILL)).toBe('');
    expect(await first.getAttribute('aria-label')).toContain('on-top');
    expect((await first.boundingBox())?.y).toBe(before?.y);
    await pill.click();
    await page.getByRole('row').filter({ hasText: 'waits' }).waitFor();
  });

  test('an attribute can be a column, a click on its value filters, and the file holds all of that', async () => {
    const page = await open(RECENT);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('ussd.step.name', { exact: true }).check({ force: true });
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'ussd.step.name' }).waitFor();
    expect(new URL(page.url()).searchParams.getAll('col')).toContain('attr:ussd.step.name');
    await page.getByRole('button', { name: 'Show only Network Airtel' }).first().click();
    await page.getByRole('button', { name: 'Remove filter Network: Airtel' }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^ussd-sessions-.*\.csv$/);
    const [header, ...lines] = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(header).toContain(',attr:ussd.step.name');
    expect(lines).toHaveLength(SESSIONS / 3);
    expect(lines.every((line) => line.includes(',Airtel,'))).toBe(true);
  });

  test('filters that match nothing say so and can be cleared', async () => {
    const page = await open(`${RECENT}&version=0.0.0`);
    await page.getByText('No session matches these filters').waitFor();
    expect(await rateText(page).textContent()).toContain('–');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await stepsButtons(page).first().waitFor();
  });

  test('an empty store shows a command that works, and opens when its session arrives', async () => {
    const emptyDir = newDataDir();
    const empty = await startBackend({ HOPSCOPE_DATA_DIR: emptyDir });
    onTestFinished(async () => {
      await empty.end('SIGTERM');
      rmSync(emptyDir, { recursive: true, force: true });
    });
    const page = await open('/', { address: empty.address });
    const box = page.getByRole('region', { name: 'Command: Send a sample session' });
    const command = (await box.textContent()) ?? '';
    await runInShell(command);
    await stepsButtons(page).first().click();
    await page.getByText('Your savings: KES 1,250.00').waitFor();
    await page.getByRole('article', { name: 'Hook GET accounts/savings/balance' }).waitFor();
  });

  test('a backend that goes away is named, what was shown stays, and it goes on when it is back', async () => {
    const dir = newDataDir();
    const first = await startBackend({ HOPSCOPE_DATA_DIR: dir });
    await postSessions(first.address, madeSessions().slice(0, 3));
    const page = await open(RECENT, { address: first.address, expectFailures: true });
    await stepsButtons(page).first().waitFor();
    await first.end('SIGTERM');
    await page.getByText('The backend does not answer').waitFor();
    expect(await stepsButtons(page).count()).toBe(3);
    const second = await startBackend({
      HOPSCOPE_DATA_DIR: dir,
      HOPSCOPE_PORT: new URL(first.address).port,
    });
    onTestFinished(async () => {
      await second.end('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    });
    await page.getByText('The backend does not answer').waitFor({ state: 'hidden' });
  });

  test('a backend with a token asks for it and keeps it for the tab only', async () => {
    const dir = newDataDir();
    const token = 'only-for-this-test-0123456789';
    const guarded = await startBackend({ HOPSCOPE_DATA_DIR: dir, HOPSCOPE_TOKEN: token });
    onTestFinished(async () => {
      await guarded.end('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    });
    const page = await open('/', { address: guarded.address, expectFailures: true });
    const field = page.locator('#token');
    await field.fill('wrong-wrong-wrong-wrong');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('This is not the token.').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await inPage(page, 'document.activeElement.id')).toBe('token');
    await field.fill('a tokén that no header carries');
    await field.press('Enter');
    await page.getByText(/outside ASCII, which no request can carry/).waitFor();
    await page.locator('#token').fill(token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('Waiting for the first session').waitFor();
    const kept = await inPage(page, 'JSON.stringify({ ...localStorage })');
    expect(kept).not.toContain(token);
  });
}

/** Evaluates an expression for a text in the page; as text, because the backend has no DOM types. */
function inPage(page: Page, expression: string): Promise<string> {
  return page.evaluate<string>(expression);
}

/** Runs a command as a reader would; without curl on this machine its request is sent by hand. */
async function runInShell(command: string): Promise<void> {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
  } catch {
    console.warn(
      'NOT RUN: the curl command itself, as this machine has no curl; its body is sent.',
    );
    const [, url = '', body = ''] = /curl -sS '([^']+)'.* -d '([^']+)'$/.exec(command) ?? [];
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(200);
    return;
  }
  execFileSync('sh', ['-c', command]);
}
