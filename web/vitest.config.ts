import { defineConfig } from 'vitest/config';

/** Unit tests: no browser, no server, no sleeping. */
export default defineConfig({ test: { include: ['test/**/*.test.ts'], environment: 'node' } });
