import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { makeSecrets, SECRET_NAMES } from './make-secrets.ts';

// Runs as root before everything else in docker-compose.yml: volumes begin as root's, the services
// are not root. What it makes stays in the volumes; nothing of it is printed. Names of secrets as
// arguments: these are made anew.

const {
  SECRETS_DIR = '/run/hopscope',
  // `group_add` of the services that read the secrets.
  SECRETS_GROUP = '4318',
  // The collector's image has no folder for its queue whose owner a new volume could take over.
  QUEUE_DIR = '/var/lib/otelcol',
  QUEUE_OWNER = '10001',
} = process.env;

for (const name of SECRET_NAMES) {
  const volume = join(SECRETS_DIR, name);
  chmodSync(volume, 0o750);
  chownSync(volume, process.getuid?.() ?? 0, Number(SECRETS_GROUP));
}
const made = makeSecrets(SECRETS_DIR, Number(SECRETS_GROUP), process.argv.slice(2));
chownSync(QUEUE_DIR, Number(QUEUE_OWNER), -1);
console.log(made.length > 0 ? `Made ${made.join(', ')}` : 'Every secret is there already');
