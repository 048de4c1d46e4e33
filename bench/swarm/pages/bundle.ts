import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A script of this folder with all that it imports, for a page. This file itself ends up in `target/swarm/`. */
export async function bundleForPage(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../swarm/pages/${name}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    // p2p-media-loader's own way to have Node's modules, which its tracker client wants, in a page.
    conditions: ['p2pml:core-as-bundle'],
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
