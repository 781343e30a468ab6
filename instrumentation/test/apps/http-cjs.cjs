// An ordinary USSD app without any framework, CommonJS: it asks a bank by http.request.
const http = require('node:http');

function ask(done) {
  const request = http.request(`${process.env.BANK_URL}/balance`, { method: 'GET' }, (answer) => {
    let text = '';
    answer.on('data', (chunk) => {
      text += chunk;
    });
    answer.on('end', () => done(JSON.parse(text).balance));
  });
  request.end();
}

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const text = new URLSearchParams(body).get('text') ?? '';
    if (text === '') return response.end('CON Welcome\n1. Balance\n2. Leave');
    if (text === '1') return ask((balance) => response.end(`END Your balance is ${balance}`));
    response.end('END Goodbye');
  });
});

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
