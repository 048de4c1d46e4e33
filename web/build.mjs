// Builds what a browser loads into dist/: hashed files under assets/, and the pages and embed.js under their own names.
// The same sources give the same bytes, whatever machine builds them.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const PAGES = ['index', 'watch', 'embed'];
/** The player with the engine and all that they load, gzipped. What is over it fails the build. */
const PLAYER_LIMIT_BYTES = 200_000;
const TARGET = ['chrome107', 'firefox110', 'safari16.4'];

/** A style sheet that a script imports is its text, minified: it goes into a shadow root. */
const cssText = {
  name: 'css-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: TARGET });
      return { contents: code, loader: 'text' };
    });
  },
};

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  target: TARGET,
  legalComments: 'none', // the licences stand in assets/THIRD-PARTY.txt
  entryNames: 'assets/[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
};

/**
 * @param {{outdir: string, player?: string}} options where to, and the module that registers the player (a test hands in
 *   one with a stream of its own)
 * @returns {Promise<{player: string, playerBytes: number}>} the player's file name and its gzipped size
 */
export async function buildWeb({ outdir, player = 'player/player.ts' }) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const scripts = await build({
    ...common,
    outdir,
    format: 'esm',
    entryPoints: [{ in: player, out: 'player' }, ...PAGES.map((page) => ({ in: `pages/${page}.ts`, out: page }))],
    plugins: [cssText],
  });
  const styles = await build({
    ...common,
    outdir,
    entryPoints: [...PAGES.map((page) => `pages/${page}.css`), 'pages/icon.svg'],
    loader: { '.svg': 'copy' },
  });
  const names = new Map([...fileNames(scripts.metafile), ...fileNames(styles.metafile)]);

  for (const page of PAGES) {
    const html = await readFile(join(ROOT, 'pages', `${page}.html`), 'utf8');
    const filled = html.replace(/\{\{([^}]+)\}\}/g, (_, name) => named(names, name));
    await writeFile(join(outdir, `${page}.html`), filled);
  }
  await build({
    ...common,
    outfile: join(outdir, 'embed.js'),
    entryNames: undefined,
    format: 'iife',
    entryPoints: ['player/embed.ts'],
    define: { PLAYER_FILE: JSON.stringify(`assets/${named(names, 'player.js')}`) },
  });
  await writeFile(join(outdir, 'assets', 'THIRD-PARTY.txt'), await licences(scripts.metafile));

  const file = named(names, 'player.js');
  return { player: file, playerBytes: gzipSync(await readFile(join(outdir, 'assets', file)), { level: 9 }).length };
}

/** `watch.css` → `watch-7Q2XK4BD.css`. */
function fileNames(metafile) {
  return Object.keys(metafile.outputs).map((path) => {
    const file = basename(path);
    return [file.replace(/-[A-Z0-9]{8}(\.\w+)$/, '$1'), file];
  });
}

function named(names, name) {
  const file = names.get(name);
  if (file === undefined) {
    throw new Error(`a page asks for ${name}, which is not built`);
  }
  return file;
}

/** The licence texts of the packages that went into the scripts: minified files carry none. */
async function licences(metafile) {
  const packages = new Set();
  for (const path of Object.keys(metafile.inputs)) {
    const match = /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match !== null) {
      packages.add(match[1]);
    }
  }
  const texts = [...packages].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8'));
    const text = await readFile(join(ROOT, folder, 'LICENSE'), 'utf8');
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { player, playerBytes } = await buildWeb({ outdir: join(ROOT, 'dist') });
  console.log(`${player}: ${playerBytes.toLocaleString('en')} bytes gzipped`);
  if (playerBytes > PLAYER_LIMIT_BYTES) {
    console.error(`The player is larger than ${PLAYER_LIMIT_BYTES.toLocaleString('en')} bytes: look for what came in.`);
    process.exit(1);
  }
}
