// An app with a signal handler of its own, which closes its server and leaves with a code.
import http from 'node:http';

const server = http.createServer((request, response) => {
  request.resume().on('end', () => response.end('CON Hi'));
});
process.on('SIGTERM', () => {
  console.log(`listeners ${process.listenerCount('SIGTERM')}`);
  server.close(() => {
    process.exitCode = 7;
  });
  server.closeIdleConnections();
});
console.log(
  `environment ${Object.keys(process.env)
    .filter((name) => name.startsWith('OTEL_'))
    .sort()}`,
);
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
