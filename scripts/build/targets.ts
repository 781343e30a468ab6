/** Something that has to be built before the rest can run. */
export interface Target {
  readonly title: string;
  /** What it is made of; relative to the repository. */
  readonly sources: readonly string[];
  /** A file that is there once it has been built. */
  readonly result: string;
  /** Arguments of Node. */
  readonly command: readonly string[];
}

/** The package that apps install. */
export const INSTRUMENTATION: Target = {
  title: 'Building the instrumentation',
  sources: [
    'instrumentation/src/**',
    'instrumentation/package.json',
    'instrumentation/build.ts',
    'instrumentation/tsconfig.build*.json',
    'tsconfig.base.json',
  ],
  result: 'instrumentation/dist/cjs/package.json',
  command: ['instrumentation/build.ts'],
};

/** What everything else needs, in the order they need each other. */
export const TARGETS: readonly Target[] = [
  INSTRUMENTATION,
  {
    title: 'Building the page',
    sources: [
      'backend/page/*',
      'backend/page/{src,public,fonts}/**',
      'client/src/**',
      'grafana-plugin/src/components/**',
      'instrumentation/src/semconv.ts',
      'package-lock.json',
    ],
    result: 'backend/page/dist/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', 'backend/page'],
  },
];

/** What Grafana loads, as far as it needs no Go; its tests look into it. */
export const PLUGIN_FRONTEND: Target = {
  title: 'Building the front end of the Grafana plugin',
  sources: [
    'grafana-plugin/{package.json,webpack.config.ts,LICENSE,CHANGELOG.md}',
    'grafana-plugin/{.config,build,src}/**',
    'client/src/**',
    'package-lock.json',
  ],
  // The folder, so that the note of what it was built from does not lie in it: Grafana signs all there is.
  result: 'grafana-plugin/dist',
  command: ['grafana-plugin/build/build.ts', '--go=none'],
};
