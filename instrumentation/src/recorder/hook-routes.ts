/** A name for outgoing requests of a method and URL. */
export interface HookRoute {
  readonly name: string;
  /** The pattern's path as a template: `/accounts/{id}`. */
  readonly template: string;
  matches(method: string, url: URL): boolean;
}

/** As an app writes it: `{ match: 'POST https://bank.example/accounts/:id', name: 'account_balance' }`. */
export interface HookRule {
  /**
   * `[METHOD ][scheme://][host[:port]]/path`. In the path `:id`, `{id}` and `*` stand for one
   * segment, `**` at its end for any number; `*.bank.example` for any host under it. What is left out
   * is any. The query is not looked at.
   */
  readonly match: string;
  /** Few and steady: letters, digits and `_ . : -`, up to 60, without runs of three digits. */
  readonly name: string;
}

const MATCH =
  /^(?:([A-Za-z]{3,10})\s+)?(?:(https?):\/\/)?((?:\*\.)?[A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?|\[[\da-f:.]+\])?(?::(\d{1,5}))?(\/[^\s?#]*)$/i;
const NAME = /^[A-Za-z_][\w.:-]{0,59}$/;
const PARAMETER = /^(?::[\w-]+|\{[\w-]+\}|\*)$/;
const EXPECTED = "expected { match: 'POST https://bank.example/accounts/:id', name: 'a_name' }";

/** Reads one; a text says what is wrong with it. */
export function parseHookRoute(given: unknown): HookRoute | string {
  const { match, name } = (typeof given === 'object' && given !== null ? given : {}) as {
    match?: unknown;
    name?: unknown;
  };
  if (typeof match !== 'string' || typeof name !== 'string') return `is no route, ${EXPECTED}`;
  if (!NAME.test(name) || /\d{3}/.test(name)) {
    return `has the name '${name}', expected letters, digits and _ . : -, up to 60, no three digits in a row`;
  }
  const [, method, scheme, host, port, path] = MATCH.exec(match.trim()) ?? [];
  if (path === undefined || (scheme !== undefined && host === undefined)) {
    return `has the match '${match}', expected [METHOD ][https://host]/path such as 'POST https://bank.example/accounts/:id'`;
  }
  const segments = path.split('/').slice(1);
  const rest = segments.indexOf('**');
  if (rest >= 0 && rest !== segments.length - 1) {
    return `has the match '${match}', expected ** at the end of its path only`;
  }
  const fixed = rest < 0 ? segments : segments.slice(0, rest);
  const isHost = hostMatcher(host?.toLowerCase());
  return {
    name,
    template: `/${segments.map(templateSegment).join('/')}`,
    matches: (sent, url) =>
      (method === undefined || method.toUpperCase() === sent.toUpperCase()) &&
      (scheme === undefined || `${scheme.toLowerCase()}:` === url.protocol) &&
      isHost(url.hostname) &&
      (port === undefined || port === portOf(url)) &&
      isPath(url.pathname.split('/').slice(1), fixed, rest >= 0),
  };
}

/** `POST https://bank.example/accounts/:id=account_balance; GET /rates=rates` as routes to parse. */
export function splitHookRoutes(text: string): { match: string; name: string }[] {
  return text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const sign = part.lastIndexOf('=');
      return sign < 0
        ? { match: part, name: '' }
        : { match: part.slice(0, sign).trim(), name: part.slice(sign + 1).trim() };
    });
}

/**
 * Reads routes; what is wrong with one goes to `problems`, and the others count.
 *
 * @param name of the setting, for messages.
 */
export function readHookRoutes(
  name: string,
  given: readonly unknown[],
  problems: string[],
): HookRoute[] {
  return given.flatMap((one, index) => {
    const route = parseHookRoute(one);
    if (typeof route !== 'string') return [route];
    problems.push(`${name}, entry ${index + 1}, ${route}; it is left out`);
    return [];
  });
}

/** The first route that matches. */
export function hookRouteOf(
  routes: readonly HookRoute[] | undefined,
  method: string,
  url: string,
): HookRoute | undefined {
  if (routes === undefined || routes.length === 0 || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return routes.find((route) => route.matches(method, parsed));
}

function hostMatcher(host: string | undefined): (hostname: string) => boolean {
  if (host === undefined) return () => true;
  if (!host.startsWith('*.')) return (hostname) => hostname === host;
  return (hostname) => hostname.endsWith(host.slice(1));
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

function isPath(sent: readonly string[], fixed: readonly string[], open: boolean): boolean {
  if (open ? sent.length < fixed.length : sent.length !== fixed.length) return false;
  return fixed.every((segment, index) =>
    PARAMETER.test(segment) ? sent[index] !== '' : segment === sent[index],
  );
}

function templateSegment(segment: string): string {
  if (segment === '**') return '{rest}';
  if (segment === '*') return '{id}';
  return PARAMETER.test(segment) ? `{${segment.replace(/[:{}]/g, '')}}` : segment;
}
