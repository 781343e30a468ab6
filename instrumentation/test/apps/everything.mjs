// Answers in every way a Node app may; /events tells which events its messages saw, in order.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import express from 'express';

const events = [];
let open = 0;
const BIG = Buffer.alloc(10 * 1024 * 1024, 'hopscope ');

function note(request, response) {
  const name = request.url;
  const add = (what) => () => events.push(`${name} ${what}`);
  request.on('end', add('request end')).on('close', add('request close'));
  request.on('aborted', add('request aborted')).on('error', add('request error'));
  response.on('finish', add('finish')).on('close', add('response close'));
  response.on('drain', add('drain'));
  open += 2;
  for (const message of [request, response]) message.on('close', () => open--);
}

function withBody(request, done) {
  const hash = createHash('sha256');
  let text = '';
  request.on('data', (chunk) => {
    hash.update(chunk);
    if (text.length < 1000) text += chunk;
  });
  request.on('end', () => done(text, hash.digest('hex')));
}

const routes = {
  '/ussd': (request, response) =>
    withBody(request, (text) => response.end(text.includes('text=&') ? 'CON Hi' : 'END Bye')),
  '/headers': (request, response) =>
    withBody(request, () => {
      response.setHeader('X-Set', 'a');
      const sent = response.writeHead(201, 'Made', { 'X-Head': ['b', 'c'], FreeFlow: 'FB' });
      events.push(`chains ${sent === response}`);
      response.end('END x');
    }),
  '/raw-headers': (request, response) =>
    withBody(request, () => response.writeHead(200, ['X-A', '1', 'X-A', '2']).end('END x')),
  '/stream': (request, response) => {
    withBody(request, () => {
      const parts = ['CON ', Buffer.from('a'), 'YmFzZTY0'];
      const step = () => {
        if (parts.length === 0) return response.end(() => events.push('end callback'));
        const part = parts.shift();
        const done = () => setTimeout(step, 2);
        events.push(`wrote ${response.write(part, part === 'YmFzZTY0' ? 'base64' : 'utf8', done)}`);
      };
      step();
    });
  },
  '/latin1': (request, response) => withBody(request, () => response.end('CON \u00e9', 'latin1')),
  '/gzip': (request, response) =>
    withBody(request, () => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(gzipSync('CON zipped'));
    }),
  '/empty': (request, response) => withBody(request, () => response.writeHead(204).end('x')),
  '/unread': (_request, response) => response.end('END without looking'),
  '/download': (request, response) =>
    withBody(request, () => pipeline(Readable.from([BIG, BIG]), response, () => {})),
  '/backpressure': (request, response) =>
    withBody(request, () => {
      events.push(`write ${response.write(BIG)}`);
      response.once('drain', () => response.end());
    }),
  '/upload': (request, response) => withBody(request, (_text, hash) => response.end(hash)),
  '/destroy': (request, response) => withBody(request, () => response.destroy()),
  '/half': (request, response) =>
    withBody(request, () => response.write('half', () => response.destroy())),
  '/trailers': (request, response) =>
    withBody(request, () => {
      response.writeHead(200, { Trailer: 'X-End' });
      response.write('CON x');
      response.addTrailers({ 'X-End': 'yes' });
      response.end();
    }),
  '/twice': (request, response) =>
    withBody(request, () => {
      response.end('END once');
      response.on('error', (error) => events.push(`twice ${error.code}`));
      events.push(`again ${response.end('END twice') === response}`);
      response.write('more');
    }),
  '/wrong-type': (request, response) =>
    withBody(request, () => {
      try {
        response.end({});
      } catch (error) {
        response.end(`END ${error.code}`);
      }
    }),
  '/throws': (request) =>
    withBody(request, () => {
      throw new Error('in a listener');
    }),
  '/throws-at-once': () => {
    throw new Error('in the handler');
  },
  '/early-hints': (request, response) =>
    withBody(request, () => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.end('CON x');
    }),
};

const app = express();
app.disable('x-powered-by');
app.use('/express', express.urlencoded({ extended: false }), express.json());
app.post('/express/send', (request, response) => response.send(`CON ${request.body.text}`));
app.post('/express/json', (request, response) => response.json({ got: request.body }));
app.post('/express/error', () => {
  throw new Error('handled by express');
});
app.post('/express/reject', async () => {
  throw new Error('handled by express too');
});
app.post('/express/status', (_request, response) => response.sendStatus(503));
app.get('/express/get', (request, response) => response.json(request.query));
app.use((error, _request, response, _next) => response.status(500).send(`END ${error.message}`));

process.on('uncaughtException', (error) => events.push(`uncaught ${error.message}`));

const server = http.createServer((request, response) => {
  if (request.url === '/forget') events.length = 0;
  if (request.url === '/events' || request.url === '/forget')
    return response.end(JSON.stringify({ open, events }));
  note(request, response);
  const route = routes[request.url.split('?')[0]];
  if (route) return route(request, response);
  return app(request, response);
});
server.on('clientError', (error, socket) => {
  // Whether a write or a read meets a closed connection first is a matter of timing.
  events.push(`clientError ${/^(EPIPE|ECONNRESET)$/.test(error.code) ? 'gone' : error.code}`);
  socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
