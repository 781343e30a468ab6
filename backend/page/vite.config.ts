import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const require = createRequire(import.meta.url);
const packageRoot = (name: string): string => dirname(require.resolve(`${name}/package.json`));

// The names under which @grafana/ui's global styles ask for its typefaces (inside Grafana they lie
// under public/fonts), and the same faces in Fontsource's packages.
const FONTS: readonly (readonly [packageName: string, file: string, path: string])[] = [
  ['@fontsource/inter', 'inter-latin-400-normal', 'inter/Inter-Regular'],
  ['@fontsource/inter', 'inter-latin-500-normal', 'inter/Inter-Medium'],
  ['@fontsource/inter', 'inter-latin-400-italic', 'inter/Inter-Italic'],
  ['@fontsource/inter', 'inter-latin-500-italic', 'inter/Inter-MediumItalic'],
  [
    '@fontsource/roboto-mono',
    'roboto-mono-latin-400-normal',
    'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ',
  ],
];

/**
 * Puts the icons and typefaces that @grafana/ui fetches at run time beside the page, where Grafana
 * itself would have them (`src/grafana-assets.ts` says where that is).
 */
function grafanaAssets(): Plugin {
  let outDir = '';
  return {
    name: 'grafana-assets',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir, 'grafana');
    },
    closeBundle() {
      const icons = join(packageRoot('@grafana/ui'), 'dist/public/img/icons');
      const iconsOut = join(outDir, 'build/img/icons');
      cpSync(icons, iconsOut, { recursive: true });
      // Its own Spinner asks for an icon that the package does not hold.
      cpSync(join(icons, 'unicons/sync.svg'), join(iconsOut, 'unicons/spinner.svg'));
      for (const [packageName, file, path] of FONTS) {
        const target = join(outDir, 'fonts', `${path}.woff2`);
        mkdirSync(dirname(target), { recursive: true });
        cpSync(join(packageRoot(packageName), 'files', `${file}.woff2`), target);
      }
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [grafanaAssets()],
  resolve: {
    alias: {
      // Half a megabyte less: ten years of time zone rules instead of all since 1970.
      'moment-timezone': 'moment-timezone/builds/moment-timezone-with-data-10-year-range.js',
    },
  },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // Of @grafana/ui and what it stands on; it changes with Grafana's version only.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      output: {
        codeSplitting: { groups: [{ name: 'vendor', test: /node_modules/ }] },
      },
    },
  },
});
