import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createSessionsClient } from './sessions-client.ts';
import { readEvents } from './watch-sessions.ts';

const frame = (name: string) => ({
  schema: { name, refId: 'stream', fields: [] },
  data: { values: [] },
});

async function readAll(pieces: readonly string[]): Promise<string[]> {
  const bytes = pieces.map((piece) => Buffer.from(piece));
  const events: string[] = [];
  for await (const event of readEvents(ReadableStream.from(bytes) as ReadableStream<Uint8Array>)) {
    events.push(event);
  }
  return events;
}

test('events are read however the stream is cut into pieces; what is only begun is not told', async () => {
  const text =
    'retry: 2000\n\n: beat\n\nevent: sessions\ndata: {"a":\ndata: "é"}\n\r\ndata:two\r\n\r\ndata: begun';
  const bytes = [...text];
  for (let at = 1; at < bytes.length; at++) {
    const pieces = [bytes.slice(0, at).join(''), bytes.slice(at).join('')];
    expect(await readAll(pieces)).toEqual(['{"a":\n"é"}', 'two']);
  }
});

/** A backend of which every stream tells one session and breaks off. */
async function breakingServer(status = 200) {
  const asked: { url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    response.writeHead(status, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify(frame(`sessions ${asked.length}`))}\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, client: createSessionsClient({ baseUrl, token: 'secret' }) };
}

test('a stream that breaks off is asked for again, until nobody watches', async () => {
  const { asked, client } = await breakingServer();
  const told: string[] = [];
  const stop = client.watch({ filters: { network: ['MTN'] } }, ({ schema }) =>
    told.push(schema.name),
  );
  await vi.waitFor(() => expect(told).toEqual(['sessions 1', 'sessions 2']), { timeout: 10_000 });
  stop();
  expect(asked[0]?.authorization).toBe('Bearer secret');
  const url = new URL(asked[0]?.url ?? '', 'http://host');
  expect(url.pathname).toBe('/api/v1/stream');
  expect(JSON.parse(url.searchParams.get('filters') ?? '')).toEqual({ network: ['MTN'] });
}, 15_000);

test('a refusal is final', async () => {
  const { asked, client } = await breakingServer(400);
  const told: unknown[] = [];
  onTestFinished(client.watch({}, (one) => told.push(one)));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(told).toEqual([]);
});

test('a file is what the backend sends, and a refusal of it says why', async () => {
  const send = (status: number, body: string) =>
    createSessionsClient({
      baseUrl: '',
      fetch: async () => new Response(body, { status }),
    }).exportCsv({ from: 0, to: 1 });
  expect(await (await send(200, 'traceId\r\n')).text()).toBe('traceId\r\n');
  await expect(send(400, '{"error":"to: too early"}')).rejects.toMatchObject({
    status: 400,
    message: 'to: too early',
  });
});
