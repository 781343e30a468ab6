/** How a route's request is read and its answer written. */
export type Way = string;

/** An app under test/fixtures, and what it shows that is read and recorded. */
export interface ServerApp {
  readonly server: string;
  /** The packages whose versions make the app what it is; none for Node itself. */
  readonly packages: readonly string[];
  readonly modules: string;
  /** Under test/fixtures. */
  readonly folder: string;
  readonly file: string;
  /** What is started instead of `file`. */
  readonly built?: 'bundle-cjs' | 'bundle-esm' | 'transpiled';
  /** A loader, before or behind `register`. */
  readonly loader?: { readonly module: string; readonly first: boolean };
  readonly env?: Readonly<Record<string, string>>;
  readonly routes: Readonly<Record<string, Way>>;
}

const USUAL_ANSWER = 'in one piece';

/** The routes that every app has: one for each shape in which gateways call. */
const usual = (form: string, json: string, xml: string): Record<string, Way> => ({
  '/form': `${form}; ${USUAL_ANSWER}`,
  '/json': `${json}; ${USUAL_ANSWER}`,
  '/xml': `${xml}; ${USUAL_ANSWER}`,
  '/get': `query; ${USUAL_ANSWER}`,
});

const EXPRESS_USUAL = usual('express.urlencoded', 'express.json', 'express.text');
const EXPRESS: Record<string, Way> = {
  ...EXPRESS_USUAL,
  '/form/raw': 'express.raw; response.end',
  '/form/iterated': 'for await; response.send',
  '/form/unread': 'never read; response.send',
  '/form/late': 'express.urlencoded; after a timer',
  '/form/pieces': 'express.urlencoded; a write for each letter',
  '/form/piped': 'express.urlencoded; a Readable piped',
  '/form/file': 'express.urlencoded; response.sendFile',
  '/form/compressed': 'express.urlencoded; compression',
};
const FASTIFY_USUAL = usual('@fastify/formbody', 'built in', 'addContentTypeParser');
const KOA: Record<string, Way> = {
  ...usual('koa-bodyparser', 'koa-bodyparser', 'koa-bodyparser'),
  '/form/iterated': 'for await; ctx.body',
  '/form/unread': 'never read; ctx.body',
  '/form/piped': 'koa-bodyparser; ctx.body = a Readable',
  '/form/zipped': 'koa-bodyparser; ctx.body = a gzip stream',
  '/form/own-answer': 'koa-bodyparser; ctx.res.end',
};
const HAPI: Record<string, Way> = {
  ...usual('built in', 'built in', 'parse: false'),
  '/form/raw': 'parse: false, output: data; h.response, compressed',
  '/form/iterated': 'output: stream; h.response, compressed',
  '/form/unread': 'output: stream, never read; h.response',
  '/form/piped': 'built in; a Readable',
  '/form/own-answer': 'built in; raw.res.end, h.abandon',
};
const NEST: Record<string, Way> = {
  ...usual('@Body()', '@Body()', 'useBodyParser'),
  '/form/raw': 'rawBody: true; returned',
  '/form/streamed': '@Body(); StreamableFile',
  '/form/own-answer': '@Body(); @Res()',
};

const TSX_FIRST = { module: 'tsx', first: true } as const;
const TSX_LAST = { module: 'tsx', first: false } as const;

const nest = (adapter: 'Express' | 'Fastify') => ({
  server: `NestJS on ${adapter}`,
  packages: ['@nestjs/core', `@nestjs/platform-${adapter.toLowerCase()}`],
  folder: 'nestjs-11',
  file: 'app.ts',
  env: { ADAPTER: adapter.toLowerCase() },
  routes: NEST,
});

/** Every server and framework that is tried, in every module system. */
export const SERVER_APPS: readonly ServerApp[] = [
  {
    server: 'node:http',
    packages: [],
    modules: 'CommonJS',
    folder: 'plain-http',
    file: 'app.cjs',
    routes: {
      ...usual('events', 'for await', 'readable, read()'),
      '/form/piped': 'request.pipe; a Readable piped',
      '/form/web-stream': 'Readable.toWeb; response.end',
      '/form/unread': 'never read; response.end',
      '/form/pieces': 'events; a write for each letter',
      '/form/zipped': 'events; pipeline through gzip',
    },
  },
  {
    server: 'node:http',
    packages: [],
    modules: 'ESM',
    folder: 'plain-http',
    file: 'app.mjs',
    routes: usual('for await', 'for await', 'for await'),
  },
  ...(['express-4', 'express-5'] as const).flatMap((folder) =>
    (['cjs', 'mjs'] as const).map((extension) => ({
      server: 'Express',
      packages: ['express'],
      modules: extension === 'cjs' ? 'CommonJS' : 'ESM',
      folder,
      file: `app.${extension}`,
      routes: EXPRESS,
    })),
  ),
  {
    server: 'Fastify',
    packages: ['fastify'],
    modules: 'CommonJS',
    folder: 'fastify-5',
    file: 'app.cjs',
    routes: FASTIFY_USUAL,
  },
  {
    server: 'Fastify',
    packages: ['fastify'],
    modules: 'ESM',
    folder: 'fastify-5',
    file: 'app.mjs',
    routes: {
      ...FASTIFY_USUAL,
      '/form/iterated': "addContentTypeParser('*'), for await; returned",
      '/form/unread': 'never read; returned',
      '/form/through': 'preParsing through a PassThrough; returned',
      '/form/streamed': '@fastify/formbody; reply.send of a Readable',
      '/form/web-stream': '@fastify/formbody; reply.send of a web stream',
      '/form/hijacked': '@fastify/formbody; reply.hijack, reply.raw.end',
      '/form/compressed': '@fastify/formbody; @fastify/compress',
    },
  },
  { ...nest('Express'), modules: 'TypeScript, tsx', loader: TSX_FIRST },
  { ...nest('Fastify'), modules: 'TypeScript, tsx', loader: TSX_LAST },
  { ...nest('Express'), modules: 'CommonJS, compiled', built: 'transpiled' },
  ...(['koa-2', 'koa-3'] as const).flatMap((folder) =>
    (['cjs', 'mjs'] as const).map((extension) => ({
      server: 'Koa',
      packages: ['koa'],
      modules: extension === 'cjs' ? 'CommonJS' : 'ESM',
      folder,
      file: `app.${extension}`,
      routes:
        folder === 'koa-3' ? { ...KOA, '/form/compressed': 'koa-bodyparser; koa-compress' } : KOA,
    })),
  ),
  ...(['cjs', 'mjs'] as const).map((extension) => ({
    server: 'hapi',
    packages: ['@hapi/hapi'],
    modules: extension === 'cjs' ? 'CommonJS' : 'ESM',
    folder: 'hapi-21',
    file: `app.${extension}`,
    routes: HAPI,
  })),
  ...[TSX_FIRST, TSX_LAST].map((loader) => ({
    server: 'Express',
    packages: ['express', 'tsx'],
    modules: `TypeScript, tsx ${loader.first ? 'before' : 'behind'} register`,
    folder: 'typescript-loader',
    file: 'app.ts',
    loader,
    routes: EXPRESS_USUAL,
  })),
  ...(['cjs', 'esm'] as const).map((format) => ({
    server: 'Express',
    packages: ['express', 'esbuild'],
    modules: `esbuild bundle, ${format === 'cjs' ? 'CommonJS' : 'ESM'}`,
    folder: 'bundled',
    file: 'app.mjs',
    built: `bundle-${format}` as const,
    routes: { ...EXPRESS_USUAL, '/form/named': 'express.urlencoded; response.send, with nameStep' },
  })),
];

/** What stands for an app in test names and in the table of docs/servers.md. */
export const appTitle = ({ server, folder, modules }: ServerApp): string =>
  `${server} (${folder}), ${modules}`;
