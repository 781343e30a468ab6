import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'grafana-plugin',
    setupFiles: ['test/setup-dom.ts'],
    // What @grafana/ui brings along imports style sheets, which Node itself cannot.
    server: { deps: { inline: [/@grafana\//] } },
  },
});
