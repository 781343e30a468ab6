import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** The parts of weaver's `definition/2` that we use; its schema is checked by a test. */
export interface Registry {
  readonly schemaUrl: string;
  /** Those that are ours, in the order of the file. */
  readonly attributes: readonly Attribute[];
  readonly groups: readonly Group[];
  readonly spans: readonly SpanType[];
  readonly metrics: readonly Metric[];
}

export interface Attribute {
  readonly key: string;
  readonly type: string | { readonly members: readonly Member[] };
  readonly brief: string;
  readonly note?: string;
  readonly examples?: readonly unknown[];
  /** `list` and `type`: what code calls the values of an enum. */
  readonly annotations?: { readonly typescript?: { readonly list: string; readonly type: string } };
}

export interface Member {
  readonly value: string;
  readonly brief: string;
}

export type RequirementLevel =
  | 'required'
  | 'recommended'
  | 'opt_in'
  | { readonly conditionally_required: string }
  | { readonly recommended: string }
  | { readonly opt_in: string };

export interface AttributeRef {
  readonly ref: string;
  readonly requirement_level?: RequirementLevel;
  /** What an attribute of OpenTelemetry's holds here. */
  readonly brief?: string;
}

export interface GroupRef {
  readonly ref_group: string;
}

export interface Group {
  readonly id: string;
  readonly attributes: readonly AttributeRef[];
}

interface Signal {
  readonly brief: string;
  readonly note?: string;
  readonly attributes: readonly (AttributeRef | GroupRef)[];
}

export interface SpanType extends Signal {
  readonly type: string;
  readonly kind: string;
  readonly name: { readonly note: string };
  readonly annotations: { readonly parent: string };
}

export interface Metric extends Signal {
  readonly name: string;
  readonly instrument: string;
  readonly unit: string;
}

interface RegistryFile {
  readonly attributes?: readonly Attribute[];
  readonly attribute_groups?: readonly Group[];
  readonly spans?: readonly SpanType[];
  readonly metrics?: readonly Metric[];
}

export const REGISTRY_FOLDER = path.join(import.meta.dirname, 'registry');

/** File names of the registry without its manifest, each with its parsed content. */
export function registryFiles(): ReadonlyMap<string, unknown> {
  const names = readdirSync(REGISTRY_FOLDER).filter((name) => name !== 'manifest.yaml');
  return new Map(names.sort().map((name) => [name, readYaml(name)]));
}

export function readManifest(): { readonly schema_url: string } {
  return readYaml('manifest.yaml') as { schema_url: string };
}

export function readRegistry(): Registry {
  const files = [...registryFiles().values()] as RegistryFile[];
  return {
    schemaUrl: readManifest().schema_url,
    attributes: files.flatMap(({ attributes = [] }) => attributes),
    groups: files.flatMap(({ attribute_groups: groups = [] }) => groups),
    spans: files.flatMap(({ spans = [] }) => spans),
    metrics: files.flatMap(({ metrics = [] }) => metrics),
  };
}

/** A signal's attributes, those of its groups included. */
export function attributesOf({ groups }: Registry, { attributes }: Signal): AttributeRef[] {
  return attributes.flatMap((entry) => ('ref' in entry ? [entry] : groupOf(groups, entry)));
}

function groupOf(groups: readonly Group[], { ref_group: id }: GroupRef): readonly AttributeRef[] {
  const group = groups.find((candidate) => candidate.id === id);
  if (group === undefined) throw new Error(`No attribute group is called ${id}`);
  return group.attributes;
}

/** OpenTelemetry's attributes that ours stand beside: each with the first brief given to it. */
export function borrowedAttributes(registry: Registry): ReadonlyMap<string, string | undefined> {
  const own = new Set(registry.attributes.map(({ key }) => key));
  const borrowed = new Map<string, string | undefined>();
  const refs = [
    ...registry.spans.flatMap((span) => attributesOf(registry, span)),
    ...registry.groups.flatMap(({ attributes }) => attributes),
    ...registry.metrics.flatMap((metric) => attributesOf(registry, metric)),
  ];
  for (const { ref, brief } of refs) {
    if (own.has(ref)) continue;
    borrowed.set(ref, borrowed.get(ref) ?? brief);
  }
  return borrowed;
}

function readYaml(name: string): unknown {
  return parse(readFileSync(path.join(REGISTRY_FOLDER, name), 'utf8'));
}
