import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of docker-compose.yml, as far as ours says anything. */
export interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly target: string };
  readonly pull_policy?: string;
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

/**
 * Reads a Compose file with its merge keys resolved. Variables stay as they are written, but those of
 * ports stand for their defaults.
 */
export function readCompose(file: string): Compose {
  const text = readFileSync(file, 'utf8');
  return parse(text.replace(PORT_VARIABLE, '$<port>'), { merge: true });
}

/** `${HOPSCOPE_GRAFANA_PORT:-3000}`: the variable's name and its default. */
export const PORT_VARIABLE = /\$\{(?<name>\w+_PORT):-(?<port>\d+)\}/g;

export function serviceNames({ services }: Compose): readonly string[] {
  return Object.keys(services);
}
