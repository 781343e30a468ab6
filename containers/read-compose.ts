import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of docker-compose.yml, as far as ours says anything. */
export interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly target: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** `address:port:port of the container`. */
  readonly ports?: readonly string[];
  /** `volume or ./path:path[:ro]`. */
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean };
  readonly group_add?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly user?: string;
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** Reads a Compose file with its merge keys resolved; variables stay as they are written. */
export function readCompose(file: string): Compose {
  return parse(readFileSync(file, 'utf8'), { merge: true });
}

export function serviceNames({ services }: Compose): readonly string[] {
  return Object.keys(services);
}
