import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SECRET_NAMES } from './make-secrets.ts';
import { readCompose, type Service, serviceNames } from './read-compose.ts';
import { readDockerfile } from './read-dockerfile.ts';

const ROOT = join(import.meta.dirname, '..');
const compose = readCompose(join(ROOT, 'docker-compose.yml'));
const names = serviceNames(compose);
const stages = readDockerfile(join(ROOT, 'Dockerfile'));
const readYaml = (file: string) => parse(readFileSync(join(ROOT, file), 'utf8'));

function service(name: string): Service {
  const found = compose.services[name];
  if (!found) throw new Error(`There is no service '${name}'`);
  return found;
}

/** `volume:/path[:ro]` of a service, by what is mounted. */
const mountsOf = (name: string) =>
  new Map(
    (service(name).volumes ?? []).map((volume) => {
      const [source = '', target = '', mode = 'rw'] = volume.split(':');
      return [source, { target, mode }];
    }),
  );

/** The secrets that a service cannot do without. */
const READS: Readonly<Record<string, readonly string[]>> = {
  backend: ['token', 'user-hash-key'],
  collector: ['token'],
  demo: ['token', 'user-hash-key'],
  grafana: ['token', 'grafana-password'],
  prometheus: ['token'],
};

test('the file is what the Compose Specification says', () => {
  const { $schema: _, ...schema } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'schema/compose-spec.json'), 'utf8'),
  );
  const validate = new Ajv({ unknownFormats: 'ignore' }).compile(schema);
  expect(validate(compose) || validate.errors).toBe(true);
  expect(validate({ ...compose, services: { backend: { imagee: 'x' } } })).toBe(false);
});

test('an image of ours is built for one service, and never asked of a registry', () => {
  const own = names.map(service).filter(({ image }) => image.startsWith('hopscope/'));
  const built = own.filter(({ build }) => build).map(({ image }) => image);
  expect([...built].sort()).toEqual([...new Set(own.map(({ image }) => image))].sort());
  expect(new Set(own.map(({ pull_policy }) => pull_policy))).toEqual(new Set(['never']));
});

describe.each(names)('%s', (name) => {
  const { image, build, ports, read_only, cap_drop, cap_add, security_opt, user } = service(name);

  test('is pinned to one version', () => {
    expect(image).toMatch(/^[\w/-]+:v?\d+\.\d+\.\d+$/);
    if (build) expect(stages.map((stage) => stage.name)).toContain(build.target);
  });

  test('is reached from this machine only', () => {
    for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  test('may write nothing but its volumes, and become nothing that it is not', () => {
    expect(read_only).toBe(true);
    expect(cap_drop).toEqual(['ALL']);
    expect(security_opt).toEqual(['no-new-privileges:true']);
    if (name !== 'first-start') expect([cap_add, user]).toEqual([undefined, undefined]);
  });

  test('has no secret in its environment, but files', () => {
    for (const [variable, value] of Object.entries(service(name).environment ?? {})) {
      if (!/TOKEN|PASSWORD|SECRET|KEY/.test(variable)) continue;
      expect(String(value), variable).toMatch(/^(\$\$__file\{)?\/run\/hopscope\/[\w-]+\/value\}?$/);
    }
  });

  test('mounts what is there', () => {
    for (const [source] of mountsOf(name)) {
      if (source.startsWith('./')) expect(existsSync(join(ROOT, source)), source).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  });

  test('waits only for what can come', () => {
    for (const [other, { condition }] of Object.entries(service(name).depends_on ?? {})) {
      if (condition === 'service_completed_successfully') expect(other).toBe('first-start');
      if (condition === 'service_healthy') expect(hasHealthCheck(other), other).toBe(true);
    }
  });

  test('reads the secrets that it needs and no other, after they are made, and cannot change them', () => {
    if (name === 'first-start') return;
    const needed = READS[name] ?? [];
    const mounts = mountsOf(name);
    const mounted = [...mounts.keys()].filter((source) => SECRET_NAMES.includes(source));
    expect(mounted).toEqual(needed);
    for (const secret of needed)
      expect(mounts.get(secret)).toEqual({ target: `/run/hopscope/${secret}`, mode: 'ro' });
    expect(service(name).group_add).toEqual(['4318']);
    expect(waitsFor(name)).toContain('first-start');
    const named = Object.values(service(name).environment ?? {}).flatMap(
      (value) => /\/run\/hopscope\/([\w-]+)\//.exec(String(value))?.[1] ?? [],
    );
    expect(needed).toEqual(expect.arrayContaining(named));
  });
});

test('each secret has a volume of its own, and who makes them has all', () => {
  const mounts = mountsOf('first-start');
  for (const secret of SECRET_NAMES) {
    expect(mounts.get(secret)).toEqual({ target: `/run/hopscope/${secret}`, mode: 'rw' });
    expect(Object.keys(compose.volumes)).toContain(secret);
  }
});

function hasHealthCheck(name: string): boolean {
  const { healthcheck, build } = service(name);
  if (healthcheck) return healthcheck.disable !== true;
  const own = stages.find((stage) => stage.name === build?.target)?.instructions ?? [];
  return own.some(({ keyword }) => keyword === 'HEALTHCHECK');
}

/** Every service that is started before, at any distance. */
function waitsFor(name: string): string[] {
  const nearest = Object.keys(service(name).depends_on ?? {});
  return nearest.flatMap((other) => [other, ...waitsFor(other)]);
}

test('every service but the collector, whose image holds nothing else, says how it is', () => {
  const silent = names.filter((name) => !hasHealthCheck(name));
  expect(silent).toEqual(['first-start', 'collector']);
});

test('Grafana may load the plugin and everything nested in it', () => {
  const ids = ['', 'datasource/', 'panel/'].map(
    (folder) =>
      JSON.parse(readFileSync(join(ROOT, `grafana-plugin/src/${folder}plugin.json`), 'utf8')).id,
  );
  expect(service('grafana').environment?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS).toBe(
    ids.join(','),
  );
  const copied = stages
    .find(({ name }) => name === 'grafana')
    ?.instructions.find(({ keyword }) => keyword === 'COPY');
  expect(copied?.text.split('/').at(-1)).toBe(ids[0]);
});

test('the collector keeps what the backend cannot take, says "have it" only then, and samples nothing', () => {
  const {
    receivers,
    processors,
    exporters,
    extensions,
    service: run,
  } = readYaml('provisioning/collector/config.yaml');
  const [[pipeline]] = [Object.entries<Record<string, string[]>>(run.pipelines)];
  expect(pipeline?.[0]).toBe('traces/hopscope');
  expect(pipeline?.[1]).toEqual({
    receivers: ['otlp'],
    processors: ['memory_limiter'],
    exporters: ['otlp_http/hopscope'],
  });
  expect(Object.keys(processors)).toEqual(['memory_limiter']);
  expect([...run.extensions].sort()).toEqual(Object.keys(extensions).sort());
  const { endpoint, sending_queue, retry_on_failure } = exporters['otlp_http/hopscope'];
  expect(addressIsServed(endpoint)).toBe(true);
  expect(Object.keys(extensions)).toContain(sending_queue.storage);
  expect(retry_on_failure.max_elapsed_time).toBe('0s');
  expect(extensions['file_storage/queue'].directory).toBe(
    mountsOf('collector').get('collector-queue')?.target,
  );
  expect(
    Object.values<{ endpoint: string }>(receivers.otlp.protocols)
      .map((one) => one.endpoint.split(':')[1])
      .sort(),
  ).toEqual(
    service('collector')
      .ports?.map((port) => port.split(':')[2])
      .sort(),
  );
  expect(extensions['bearertokenauth/hopscope'].filename).toBe('/run/hopscope/token/value');
});

test('Prometheus asks the backend, with its token', () => {
  const { scrape_configs } = readYaml('provisioning/prometheus/prometheus.yml');
  for (const { static_configs, authorization } of scrape_configs) {
    expect(authorization.credentials_file).toBe('/run/hopscope/token/value');
    for (const target of static_configs.flatMap((one: { targets: string[] }) => one.targets))
      expect(addressIsServed(`http://${target}`), target).toBe(true);
  }
});

test('whoever is told an address finds somebody there', () => {
  const addresses = names.flatMap((name) =>
    Object.values(service(name).environment ?? {}).filter((value) =>
      String(value).startsWith('http://'),
    ),
  );
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses)
    expect(addressIsServed(String(address)), String(address)).toBe(true);
});

/** True when a service of that name listens on that port. */
function addressIsServed(address: string): boolean {
  const { hostname, port } = new URL(address);
  return compose.services[hostname]?.ports?.some((one) => one.endsWith(`:${port}`)) ?? false;
}
