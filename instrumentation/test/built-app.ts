import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerApp } from './server-apps.ts';

export const FIXTURES = path.join(import.meta.dirname, 'fixtures');

const sourceOf = ({ folder, file }: ServerApp) => path.join(FIXTURES, folder, file);

/** The `--import` of an app's own loader. */
export const loaderUrl = (app: ServerApp, loader: string): string =>
  pathToFileURL(createRequire(sourceOf(app)).resolve(loader)).href;

/** The file to start for an app: its source, or what esbuild makes of it. */
export async function builtApp(app: ServerApp): Promise<string> {
  const source = sourceOf(app);
  if (app.built === undefined) return source;
  // Beside the source, so that what is not bundled is found.
  const format = app.built === 'bundle-esm' ? 'esm' : 'cjs';
  const outfile = path.join(
    path.dirname(source),
    'dist',
    `${app.built}.${format === 'esm' ? 'mjs' : 'cjs'}`,
  );
  const esbuild = createRequire(source)('esbuild') as { build(options: object): Promise<unknown> };
  await esbuild.build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format,
    ...(app.built === 'transpiled' && { packages: 'external' }),
    // What esbuild's own documentation tells for CommonJS packages in an ESM bundle.
    ...(format === 'esm' && {
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
    logLevel: 'silent',
  });
  return outfile;
}
