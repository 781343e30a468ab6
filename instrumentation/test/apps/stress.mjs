// A USSD app on node:http that answers at once, slowly, in pieces, compressed or after asking a
// bank, takes uploads, and says at its end how much of that it did.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

const did = { callbacks: 0, hooks: 0 };

const answers = {
  async now(response) {
    response.setHeader('Content-Type', 'text/plain').end('CON Welcome\n1. Balance\n2. Pay');
  },
  async slow(response) {
    await pause(40);
    response.end('CON Enter the amount');
  },
  async streamed(response) {
    for (const piece of ['CON ', 'Choose\n', '1. One\n', '2. Zwölf\n']) {
      response.write(piece);
      await pause(5);
    }
    response.end();
  },
  async zipped(response) {
    response.setHeader('Content-Encoding', 'gzip').end(gzipSync('END Thank you'));
  },
  async bank(response) {
    did.hooks++;
    const answer = await fetch(`${process.env.BANK_URL}/balance/77`, {
      method: 'POST',
      body: '{}',
    });
    response.end(`END Your balance is ${await answer.text()}`);
  },
};

const server = http.createServer(async (request, response) => {
  const hash = createHash('sha256');
  const kept = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes < 65_536) kept.push(chunk);
    }
  } catch {
    return; // The client went away before its last byte.
  }
  if (request.url === '/upload' || bytes > 65_536) {
    response.end(`${bytes} ${hash.digest('hex')}`);
    return;
  }
  did.callbacks++;
  const fields = new URLSearchParams(Buffer.concat(kept).toString());
  const how = fields.get('text').split('*').at(-1) || 'now';
  await answers[how](response);
});

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
process.on('SIGTERM', () => {
  console.log(`did ${JSON.stringify(did)}`);
  server.close();
  server.closeAllConnections();
});
