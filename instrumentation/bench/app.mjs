// The app that bench/overhead.ts measures: Express 5 with both parsers, and how much CPU it took.
import express from 'express';

const app = express();
app.use(express.urlencoded({ extended: false }), express.json());
app.get('/cpu', (_request, response) => {
  const { user, system } = process.cpuUsage();
  response.json({ micros: user + system, rss: process.memoryUsage.rss() });
});
app.get('/orders', (_request, response) => response.json({ orders: [] }));
app.post('/orders', (_request, response) => response.json({ ok: true }));
app.post('/ussd', (request, response) =>
  response.send(
    request.body.text === '' ? 'CON Welcome\n1. Balance\n2. Send money\n3. Leave' : 'END Goodbye',
  ),
);

const server = app.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
