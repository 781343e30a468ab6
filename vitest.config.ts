import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Otherwise one core is left out, and on two of them half of the time nobody works: most tests wait for processes.
    maxWorkers: '100%',
    projects: [
      'instrumentation',
      'backend',
      'client',
      'grafana-plugin',
      'examples/*/vitest.config.ts',
      'scripts',
      'containers',
    ],
  },
});
