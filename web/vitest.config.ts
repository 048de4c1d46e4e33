import { defineConfig } from 'vitest/config';

/** Unit tests: no browser, no server, no sleeping. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // Many viewers in virtual time take some seconds of a processor, and more of a busy one: a limit, no expectation.
    testTimeout: 30_000,
  },
});
