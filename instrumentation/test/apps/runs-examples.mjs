// Runs examples of the docs, each on a path of its own: EXAMPLES is a list of { name, code }.
import { NodeSDK } from '@opentelemetry/sdk-node';
import express from 'express';
import * as hopscope from '../../src/index.ts';

const IMPORT = /^import \{ ([\w, ]+) \} from '(.+)';\n/gm;
const MODULES = { '@hopscope/instrumentation': hopscope, '@opentelemetry/sdk-node': { NodeSDK } };

const app = express();
app.use(express.urlencoded({ extended: false }), express.json());
for (const { name, code } of JSON.parse(process.env.EXAMPLES)) {
  const imported = {};
  for (const [, names, from] of code.matchAll(IMPORT)) {
    for (const one of names.split(', ')) {
      if (MODULES[from]?.[one] === undefined) throw new Error(`${from} has no ${one}`);
      imported[one] = MODULES[from][one];
    }
  }
  const router = express.Router();
  new Function('app', ...Object.keys(imported), code.replaceAll(IMPORT, ''))(
    router,
    ...Object.values(imported),
  );
  app.use(`/${name}`, router);
}
app.post('/hook', (request, response) => response.json(request.body.answer));

const server = app.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
