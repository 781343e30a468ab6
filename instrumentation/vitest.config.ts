import { defineConfig } from 'vitest/config';

// Some tests start apps in processes of their own; on a busy machine that alone takes seconds.
export default defineConfig({
  test: { name: 'instrumentation', testTimeout: 20_000, hookTimeout: 60_000 },
});
