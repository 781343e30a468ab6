import { instrumentCommand } from '../../components/states/sample-session.ts';

/** As docs/instrument-your-app.md has it; a test holds one against the other. */
export const PACK = 'npm pack --silent -w instrumentation --pack-destination /tmp';
export const INSTALL =
  'npm install /tmp/hopscope-instrumentation-0.1.0.tgz @opentelemetry/api@latest @opentelemetry/sdk-node@latest';

// Too short for a key, so that an app which gets it as it stands says so instead of using it.
const KEY = '<the backend’s>';

/**
 * What to do on the machine of a USSD app, as commands for a shell.
 *
 * @param url of the backend, without a slash at the end.
 */
export function appCommands(url: string, needsToken: boolean): string {
  return [
    '# In a clone of Hopscope, after npm ci or npm start: the package is not on npm yet.',
    PACK,
    '# In the app’s folder.',
    INSTALL,
    `export HOPSCOPE_USER_HASH_KEY="${KEY}"`,
    instrumentCommand(url, needsToken),
  ].join('\n');
}

/** What an address says about who can use it; Grafana's is a guess for the app. */
export function describeAddress(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  // A name without a dot is one of Grafana's own network, such as a service of Docker Compose.
  return host !== '' && host !== 'localhost' && !/[.:]/.test(host)
    ? `This is the address as Grafana reaches it: “${host}” is a name of Grafana’s own network. An app outside of it needs another one; with Hopscope’s Docker Compose file that is the collector at http://127.0.0.1:4318, which asks for no token.`
    : 'This is the address as Grafana reaches it. An app on another machine or in a container needs another one.';
}
