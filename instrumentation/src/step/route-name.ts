import type { Secrets } from '../privacy/secrets.ts';
import { templateOf } from '../privacy/url.ts';

/**
 * A name for the step that a flow platform is about to draw: the route of the hook it calls for it,
 * ids replaced (`accounts/{id}`).
 *
 * @param target with or without a query.
 * @returns `undefined` for the root.
 */
export function nameFromRoute(target: string, secrets: Secrets): string | undefined {
  const query = target.indexOf('?');
  const name = templateOf(query < 0 ? target : target.slice(0, query), secrets).slice(1);
  return name === '' ? undefined : name;
}
