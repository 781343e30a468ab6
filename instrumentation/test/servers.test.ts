import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BackendProcess, startBackend } from '../../backend/test/backend-process.ts';
import { builtApp, FIXTURES, loaderUrl } from './built-app.ts';
import { endedSessions, recordedSessions } from './recorded-sessions.ts';
import { appTitle, SERVER_APPS, type ServerApp } from './server-apps.ts';
import { GATEWAYS, type Shape } from './shaped-gateways.ts';
import { REGISTER, startApp } from './start-app.ts';

let folder: string;
let backend: BackendProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hopscope-servers-'));
  backend = await startBackend({ HOPSCOPE_DATA_DIR: path.join(folder, 'data') });
}, 60_000);
afterAll(async () => {
  await backend?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const WELCOME = 'Welcome\n1. Leave';
const SHAPE = /^\/(form|json|xml|get)/;

const sessionIdOf = (app: ServerApp, route: string) =>
  `${app.folder}/${app.modules}/${JSON.stringify(app.env ?? {})}${route}`.replaceAll(/\W+/g, '-');

/** What the backend has to tell once a route was dialled. */
function expected(app: ServerApp, route: string) {
  const shape = SHAPE.exec(route)?.[1] as Shape;
  const unread = route.endsWith('/unread');
  const named = route.endsWith('/named');
  return {
    sessionId: sessionIdOf(app, route),
    provider: GATEWAYS[shape].provider,
    outcome: 'completed',
    names: unread ? ['closed'] : named ? ['greeting', 'farewell'] : ['welcome', 'goodbye'],
    screens: unread ? ['Closed'] : [WELCOME, 'Goodbye'],
    inputs: unread ? [''] : ['1', ''],
  };
}

async function dial(origin: string, app: ServerApp, route: string): Promise<void> {
  const shape = SHAPE.exec(route)?.[1] as Shape;
  const { screens } = expected(app, route);
  for (const [turn, screen] of screens.entries()) {
    const { target, init } = GATEWAYS[shape].request(route, sessionIdOf(app, route), turn);
    const answer = await fetch(origin + target, init);
    // JSON writes a line break as two characters.
    const text = (await answer.text()).replaceAll('\\n', '\n');
    expect({ route, ok: answer.ok, text }).toEqual({
      route,
      ok: true,
      text: expect.stringContaining(screen),
    });
  }
}

describe.concurrent('sessions are recorded whole, however the app reads and answers', () => {
  test.for(SERVER_APPS.map((app) => [appTitle(app), app] as const))(
    '%s',
    { timeout: 120_000 },
    async ([, app], { expect }) => {
      const imports = [REGISTER];
      if (app.loader?.first) imports.unshift(loaderUrl(app, app.loader.module));
      else if (app.loader) imports.push(loaderUrl(app, app.loader.module));
      const running = await startApp({
        app: await builtApp(app),
        cwd: path.join(FIXTURES, app.folder),
        imports,
        env: {
          ...app.env,
          OTEL_EXPORTER_OTLP_ENDPOINT: backend.address,
          HOPSCOPE_CAPTURE: 'full',
          HOPSCOPE_SERVICE_CODES: '*928*1#,*120*1#',
          HOPSCOPE_USER_HASH_KEY: 'a-key-for-tests-only',
        },
      });
      const routes = Object.keys(app.routes);
      try {
        const origin = `http://127.0.0.1:${running.port}`;
        await Promise.all(routes.map((route) => dial(origin, app, route)));
      } finally {
        await running.stop();
      }
      const ids = routes.map((route) => sessionIdOf(app, route));
      await expect
        .poll(() => endedSessions(backend.address, ids), { timeout: 60_000, interval: 500 })
        .toEqual(ids);
      expect(await recordedSessions(backend.address, ids)).toEqual(
        routes.map((route) => expected(app, route)),
      );
      expect(running.stderr()).toBe('');
    },
  );
});
