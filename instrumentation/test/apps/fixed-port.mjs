// A plain USSD app on the port of PORT: a menu, a PIN, a bank that is asked by fetch.
import http from 'node:http';

const screens = {
  '': 'CON Welcome\n1. Balance\n2. Leave',
  1: 'CON Enter your PIN',
  2: 'END Goodbye',
};
http
  .createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const text = new URLSearchParams(body).get('text') ?? '';
    if (text in screens) return response.end(screens[text]);
    await fetch(`http://127.0.0.1:${process.env.PORT}/balance/77?pin=${text.split('*').at(-1)}`);
    response.end('END Your balance is KES 1234');
  })
  .listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`port ${process.env.PORT}`));
