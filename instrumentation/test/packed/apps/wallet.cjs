// A USSD app, CommonJS, that says what only it knows; with OWN_SDK it starts OpenTelemetry itself.
const http = require('node:http');
const {
  markGoal,
  nameHook,
  nameStep,
  setFlow,
  UssdInstrumentation,
} = require('@hopscope/instrumentation');

if (process.env.OWN_SDK) {
  const { NodeSDK } = require('@opentelemetry/sdk-node');
  new NodeSDK({ instrumentations: [new UssdInstrumentation()] }).start();
}
console.log(`copy ${require.resolve('@hopscope/instrumentation')}`);

const server = http.createServer(async (request, response) => {
  // Before the body is there.
  setFlow('balance');
  let body = '';
  for await (const chunk of request) body += chunk;
  if (new URLSearchParams(body).get('text') === '') return response.end('CON 1. Balance');
  nameStep('balance-shown');
  markGoal('told');
  const bank = await nameHook('look-up', () => fetch(`${process.env.BANK_URL}/balance`));
  response.end(`END Your balance is ${(await bank.json()).balance}`);
});

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
