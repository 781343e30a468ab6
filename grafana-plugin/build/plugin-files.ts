import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** The app and the plugins nested in it, by their folder in `src/` and in `dist/`. */
export const PLUGIN_FOLDERS = ['', 'datasource', 'panel'] as const;

/** As much of a plugin.json as the tests look at. */
export interface PluginJson {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly info: {
    readonly version: string;
    readonly updated: string;
    readonly description: string;
    readonly keywords: readonly string[];
    readonly logos: { readonly small: string; readonly large: string };
    readonly screenshots: readonly { readonly path: string }[];
  };
  /** Of a panel. */
  readonly suggestions?: boolean;
  readonly includes?: readonly { readonly type: string; readonly path: string }[];
  readonly dependencies: { readonly grafanaDependency: string };
}

/** The plugin.json of a folder below `src` or `dist`. */
export function readPluginJson(base: 'src' | 'dist', folder: string): PluginJson {
  return JSON.parse(readText(base, folder, 'plugin.json'));
}

/** A file of the package as text. */
export function readText(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

/** All files below a folder of the package, relative to it, with forward slashes. */
export function filesBelow(...folder: readonly string[]): readonly string[] {
  const base = join(ROOT, ...folder);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}
