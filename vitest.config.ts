import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
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
