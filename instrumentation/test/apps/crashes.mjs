// Dies of an error in its handler, as an app without a supervisor does.
import http from 'node:http';

const server = http.createServer((request) => {
  if (request.url === '/at-once') throw new TypeError('in the handler');
  request.resume().on('end', () => {
    throw new TypeError('in a listener');
  });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
