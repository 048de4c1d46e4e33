import { defineConfig } from 'vitest/config';

/** End-to-end tests: the fat jar, Chromium and ffmpeg, one file after another because they share two cores. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
