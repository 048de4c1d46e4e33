import { defineConfig } from 'vitest/config';

/** Unit tests: no browser, no server, no sleeping. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // Taken from its sources, as the build takes it: they are no modules that Node could load.
    server: { deps: { inline: ['mpegts.js'] } },
    // Many viewers in virtual time take some seconds of a processor, and more of a busy one: a limit, no expectation.
    testTimeout: 30_000,
  },
});
