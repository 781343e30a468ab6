import { scrubEncoded } from './encoded-secrets.ts';
import { SCRUBBED, type Secrets } from './secrets.ts';
import { isSensitiveKey, isSubscriberSecretKey } from './sensitive-keys.ts';

const URL_CHARACTERS_MAX = 2_048;
const SEGMENT_CHARACTERS_MAX = 40;
const SEGMENTS_MAX = 10;

/** An outgoing request's URL, as it may be recorded. */
export interface RecordedUrl {
  /** The path with ids and numbers replaced: `/accounts/{id}`. */
  readonly template: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** The whole URL without secrets and user info; computed only when asked for. */
  full(): string;
}

/** Reads a URL for recording; learns the secrets that its query names (`?pin=...`). */
export function recordUrl(url: string, secrets: Secrets): RecordedUrl | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  for (const [key, value] of parsed.searchParams) {
    if (isSubscriberSecretKey(key) && /\d/.test(value)) secrets.add(value);
  }
  const port = parsed.port === '' ? defaultPort(parsed.protocol) : Number(parsed.port);
  return {
    template: templateOf(parsed.pathname, secrets),
    host: secrets.scrub(parsed.hostname),
    port: port !== undefined && secrets.has(port) ? undefined : port,
    full: () => fullOf(parsed, secrets),
  };
}

/** A path with ids and numbers replaced: `/accounts/{id}`. */
export function templateOf(pathname: string, secrets: Pick<Secrets, 'scrub'>): string {
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const named = segments.slice(0, SEGMENTS_MAX).map((segment) => templateSegment(segment, secrets));
  if (segments.length > SEGMENTS_MAX) named.push('{rest}');
  return `/${named.join('/')}`;
}

/** Words of a route stay; whatever holds a digit or looks made by a machine or a person is an id. */
function templateSegment(segment: string, secrets: Pick<Secrets, 'scrub'>): string {
  if (/^v\d{1,2}$/i.test(segment)) return segment;
  const word = /^[A-Za-z][A-Za-z._-]*$/.test(segment) && segment.length <= SEGMENT_CHARACTERS_MAX;
  return word && secrets.scrub(segment) === segment ? segment : '{id}';
}

function fullOf(parsed: URL, secrets: Secrets): string {
  const path = parsed.pathname
    .split('/')
    .map((segment) => scrubSegment(segment, secrets))
    .join('/');
  const query = [...parsed.searchParams]
    .map(([key, value]) => {
      const hidden = isSensitiveKey(key) || secrets.has(value);
      const shown = hidden ? SCRUBBED : encodeURIComponent(scrubEncoded(value, secrets));
      return `${encodeURIComponent(secrets.scrub(key))}=${shown}`;
    })
    .join('&');
  const full = `${parsed.protocol}//${secrets.scrub(parsed.host)}${path}${query === '' ? '' : `?${query}`}`;
  return full.slice(0, URL_CHARACTERS_MAX);
}

/** Digits may be percent-encoded too, so secrets are looked for in the decoded text. */
function scrubSegment(segment: string, secrets: Secrets): string {
  if (!segment.includes('%'))
    return secrets.has(segment) ? SCRUBBED : scrubEncoded(segment, secrets);
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    return SCRUBBED;
  }
  const scrubbed = scrubEncoded(decoded, secrets);
  return scrubbed === decoded ? segment : encodeURIComponent(scrubbed);
}

function defaultPort(protocol: string): number | undefined {
  if (protocol === 'https:') return 443;
  return protocol === 'http:' ? 80 : undefined;
}
