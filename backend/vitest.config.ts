import { defineConfig } from 'vitest/config';

// The store and the backend's processes are real; on a busy machine starting them takes seconds.
export default defineConfig({
  test: { name: 'backend', testTimeout: 20_000, hookTimeout: 60_000 },
});
