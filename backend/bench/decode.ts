import { decodeTraces } from '../src/decode/decode-traces.ts';
import { buildLoad } from './ussd-load.ts';

// How many spans one CPU second decodes, by itself: `node bench/decode.ts`.
const load = buildLoad(40_000, 500, Date.now() - 3_600_000, 'decode');
const bytes = load.bodies.reduce((sum, body) => sum + body.length, 0);
for (let round = 0; round < 6; round += 1) {
  const before = process.cpuUsage();
  let bytesOut = 0;
  for (const body of load.bodies) {
    const decoded = decodeTraces(body, 'protobuf', false);
    if (decoded.status === 'malformed') throw new Error(decoded.why);
    bytesOut += decoded.batch.rows.length;
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(
    `${Math.round(load.spans / seconds)} spans per CPU second; ` +
      `${Math.round(bytes / load.spans)} bytes in, ${Math.round(bytesOut / load.spans)} bytes out a span; ` +
      `${(load.spans / load.sessions).toFixed(2)} spans a session`,
  );
}
