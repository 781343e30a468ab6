// Answers one request and comes to its end.
import http from 'node:http';

const server = http.createServer((request, response) => {
  response.setHeader('connection', 'close');
  request.resume().on('end', () => response.end('CON Hi'));
  server.close();
});
process.exitCode = 3;
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
