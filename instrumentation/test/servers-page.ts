import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIXTURES } from './built-app.ts';
import { SERVER_APPS, type ServerApp } from './server-apps.ts';

/** docs/servers.md: every server, framework and module system that is tried, and what is not seen. */
export function renderServersPage(): string {
  return [INTRODUCTION, table(), WAYS, ...ways(), REST].join('\n\n').concat('\n');
}

const INTRODUCTION = `# Servers and frameworks

What sits on Node's own HTTP servers is seen, whatever parses its bodies and whatever writes its
answers: the instrumentation reads what passes Node's messages, and patches no framework. Made from the
list of tried apps by \`node instrumentation/test/write-servers-page.ts\`; a test fails while it is out
of date.

Each row is an app in a process of its own, started by \`--import\`, whose sessions are read back from a
running backend: \`instrumentation/test/servers.test.ts\` has a test of the row's name. Every app
answers a form gateway (Africa's Talking), a JSON one (Arkesel), an XML one (TruRoute) and one that calls
with GET (Crossgate).`;

function table(): string {
  return [
    '| Server | Version | Modules | Ways to read and answer | Test |',
    '|---|---|---|---|---|',
    ...SERVER_APPS.map((app) => {
      const count = Object.keys(app.routes).length;
      return `| ${app.server} | ${versions(app)} | ${app.modules} | ${count} | ${app.server} (${app.folder}), ${app.modules} |`;
    }),
  ].join('\n');
}

function versions({ folder, packages }: ServerApp): string {
  if (packages.length === 0) {
    const root = path.join(FIXTURES, '../../../package.json');
    return `Node ${JSON.parse(readFileSync(root, 'utf8')).devDependencies.node}`;
  }
  const file = path.join(FIXTURES, folder, 'package.json');
  const { dependencies } = JSON.parse(readFileSync(file, 'utf8'));
  return packages
    .map((name, at) => (at === 0 ? dependencies[name] : `${name} ${dependencies[name]}`))
    .join(', ');
}

const WAYS = `## Ways to read and answer

How the routes of those apps get at the request, and how they answer.`;

function ways(): string[] {
  const byServer = Map.groupBy(SERVER_APPS, ({ server }) => server);
  return [...byServer].map(([server, apps]) => {
    const all = new Set(apps.flatMap(({ routes }) => Object.values(routes)));
    return [`**${server}**`, ...[...all].map((way) => `- ${way}`)].join('\n').replace('\n', '\n\n');
  });
}

const REST = `## Other servers

| Server | Seen | Test |
|---|---|---|
| HTTPS | yes | observe-server.test.ts: HTTPS servers are seen too |
| HTTP/2 with and without TLS, and HTTP/1.1 on it | yes, by the compatibility API (\`request\`, \`response\`); a body that the app never reads does not arrive | http2-servers.test.ts: servers %s are seen |
| HTTP/2 by its \`stream\` events | no | |
| Fastify's and hapi's \`inject\`, serverless-http | no: no server hands these requests to the app; they are answered as ever | server-neighbours.test.ts: requests that come through no server are answered as ever, and are nobody’s session: |
| A NestJS hybrid app's own transports (TCP and others) | no; its HTTP is | servers.test.ts, all of NestJS |
| uWebSockets.js, Bun, Deno | no: not Node's servers | |

## What is read

- Bodies and answers up to 64 KiB each, as bytes that pass; nothing is held back, and nothing is kept
  once the hop is told. A larger request is no gateway's, a larger answer is cut and marked.
- Answers in gzip, deflate and br are read decoded and sent as they were; other encodings are not read.
- A compressed request, and one with a type that no gateway uses (multipart, images, archives), is not
  looked at.

## TypeScript and bundles

- \`tsx\` may stand before or behind \`register\`. Compiled TypeScript is plain JavaScript to us.
- A bundle is started like any app: \`node --import @hopscope/instrumentation/register bundle.cjs\`, with
  the package installed beside it. Everything that is read from HTTP works, and so does the API
  (\`nameStep\` and its like), also where the bundle holds a copy of it. What is found by patching a
  module (state names of USSD frameworks) is not seen, because a bundle has no modules: steps are then
  named after their screens.
- Do not bundle \`register\` itself: it has to run before the app, and finds the SDK beside the package.

## With OpenTelemetry already there

Put \`register\` **behind** the \`--import\` of your own set-up. It then starts no SDK, says so in one line,
and sessions go where yours sends its spans, with its settings. In front of it, yours is refused by the
API: its spans go our way, under our resource.

\`@opentelemetry/auto-instrumentations-node/register\` was tried by hand (0.82.0), on both sides of ours:
answers the same, each step linked. Its own span of an outgoing call stands in the HTTP request's trace,
beside our hook in the session's.

With the http instrumentation in the process, in any order, each step is linked to its server span, and
hooks and the API find their step. Where a handler reads the body by \`request.on('data')\`, that
instrumentation keeps such listeners in its own trace: spans of others (a database) then stand there and
not in the session's. With body parsers, \`for await\` and frameworks they stand in the session's.`;
