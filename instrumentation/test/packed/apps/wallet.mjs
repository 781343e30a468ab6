// A USSD app, ESM, that names a screen itself; with OWN_SDK it starts OpenTelemetry itself.
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { nameStep, UssdInstrumentation } from '@hopscope/instrumentation';

if (process.env.OWN_SDK) {
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  new NodeSDK({ instrumentations: [new UssdInstrumentation()] }).start();
}
console.log(`copy ${fileURLToPath(import.meta.resolve('@hopscope/instrumentation'))}`);

const server = http.createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (new URLSearchParams(body).get('text') === '') return response.end('CON 1. Balance');
  nameStep('balance-shown');
  const bank = await fetch(`${process.env.BANK_URL}/balance`);
  response.end(`END Your balance is ${(await bank.json()).balance}`);
});

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
