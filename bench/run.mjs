// Bundles one benchmark and runs it: node bench/run.mjs swarm/pages --help
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const [name, ...rest] = process.argv.slice(2);
const source = join(ROOT, `${name}.ts`);
if (name === undefined || !existsSync(source)) {
  console.error('Name a benchmark, for instance: node bench/run.mjs swarm/pages --help');
  process.exit(2);
}
if (!existsSync(join(ROOT, 'node_modules'))) {
  console.error('Install what the benchmarks need first: cd bench && npm ci --ignore-scripts');
  process.exit(2);
}
const { build } = await import('esbuild');
const outfile = join(ROOT, 'target', `${name}.mjs`);
await build({
  entryPoints: [source],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
  external: ['node-datachannel', 'playwright-core', 'esbuild', 'bittorrent-tracker'],
});
// WebSocket is global from Node 22 on; before, a flag brings the same one.
const webSocket = typeof WebSocket === 'undefined' ? ['--experimental-websocket', '--no-warnings'] : [];
const child = spawn(process.execPath, ['--enable-source-maps', ...webSocket, outfile, ...rest], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
