// Builds what a browser loads into dist/: hashed files under assets/, and the pages and embed.js under their own names.
// The same sources give the same bytes, whatever machine builds them.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { buildJoined } from './joined-script.mjs';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
/** Each page by its name, with the folder that its HTML, script and style sheet stand in. */
const PAGES = {
  ...Object.fromEntries(['index', 'watch', 'object', 'embed', 'publish', 'tester'].map((name) => [name, 'pages'])),
  console: 'console',
};
const PAGE_SCRIPTS = { ...PAGES, early: 'pages' };
/** What the player loads when it is to play a video. */
const FILM = 'player/film-session.ts';
const PLAYER = 'player/player.ts';
/** What the player loads with its first picture. */
const CONTROLS = 'player/controls.ts';
/** Most of the player with the engine, gzipped: what it begins with, and that with its controls. More fails the build. */
const FIRST_LIMIT_BYTES = 95_000;
const PLAYER_LIMIT_BYTES = 120_000;
export const TARGET = ['chrome107', 'firefox110', 'safari16.4'];

/** A style sheet that a script imports is its text, minified: it goes into a shadow root. */
export const cssText = {
  name: 'css-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: TARGET });
      return { contents: code, loader: 'text' };
    });
  },
};

/** The controller's list of hotkeys, with its dialog: the player's are its own, so the list is never shown. */
export const noHotkeyList = {
  name: 'no-hotkey-list',
  setup({ onLoad }) {
    onLoad({ filter: /media-keyboard-shortcuts-dialog\.js$/ }, () => ({
      contents: 'export const getHotkeyToken = () => undefined;',
    }));
  },
};

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  target: TARGET,
  pure: ['console.log'], // mpegts.js says much
  legalComments: 'none', // the licences stand in assets/THIRD-PARTY.txt
  entryNames: 'assets/[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
};

/**
 * @param {{outdir: string, player?: string}} options where to, and the module that registers the player (a test hands in
 *   one with a stream of its own)
 * @returns {Promise<{player: string, firstBytes: number, playerBytes: number}>} the player's file name, and gzipped what it begins
 *   with and that with its controls
 */
export async function buildWeb({ outdir, player = PLAYER }) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const scripts = {
    ...common,
    outdir,
    format: 'esm',
    plugins: [cssText, noHotkeyList],
  };
  const joined = await buildJoined({ ...scripts, entryNames: undefined }, { in: player, out: 'player' }, [
    { in: 'download/download.ts', out: 'download' },
  ]);
  // Pages repeat the few lines that they share with each other: one file comes sooner than many small ones.
  const pages = await Promise.all(
    Object.entries(PAGE_SCRIPTS).map(([page, folder]) =>
      build({
        ...scripts,
        splitting: true,
        chunkNames: 'assets/part-[hash]',
        entryPoints: [{ in: `${folder}/${page}.ts`, out: page }],
      }),
    ),
  );
  const styles = await build({
    ...common,
    outdir,
    entryPoints: [...Object.entries(PAGES).map(([page, folder]) => `${folder}/${page}.css`), 'pages/icon.svg'],
    loader: { '.svg': 'copy' },
  });
  const metafile = merged([...pages, joined].map((built) => built.metafile));
  await Promise.all([...joined.files].map(([path, text]) => writeFile(join(outdir, path), text)));
  const names = new Map([...fileNames(metafile), ...fileNames(styles.metafile)]);
  const film = player === PLAYER ? loadedWith(metafile, builtFrom(metafile, FILM)) : [];

  for (const [page, folder] of Object.entries(PAGES)) {
    const html = await readFile(join(ROOT, folder, `${page}.html`), 'utf8');
    const filled = html.replace(/\{\{([^}]+)\}\}/g, (_, name) => named(names, name));
    await writeFile(join(outdir, `${page}.html`), withPreloads(filled, metafile, page === 'object' ? film : []));
  }
  await build({
    ...common,
    outfile: join(outdir, 'embed.js'),
    entryNames: undefined,
    format: 'iife',
    entryPoints: ['player/embed.ts'],
    define: {
      PLAYER_FILES: JSON.stringify(loadedWith(metafile, named(names, 'player.js'))),
      FILM_FILES: JSON.stringify(film),
      DOWNLOAD_FILES: JSON.stringify(loadedWith(metafile, named(names, 'download.js'))),
    },
  });
  await writeFile(join(outdir, 'assets', 'THIRD-PARTY.txt'), await licences(metafile));

  const file = named(names, 'player.js');
  const first = loadedWith(metafile, file);
  const controls = player === PLAYER ? loadedWith(metafile, builtFrom(metafile, CONTROLS)) : [];
  const gzippedBytes = async (paths) => {
    const sizes = paths.map(async (path) => gzipSync(await readFile(join(outdir, path)), { level: 9 }).length);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
  return {
    player: file,
    firstBytes: await gzippedBytes(first),
    playerBytes: await gzippedBytes([...new Set([...first, ...controls])]),
  };
}

function merged(metafiles) {
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
  };
}

/** A script of assets/ and the parts that it cannot begin without, itself first: `assets/player-….js`, `assets/part-….js`. */
function loadedWith(metafile, file) {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const found = new Set([file]);
  for (const name of found) {
    for (const { path, kind } of outputs.get(name).imports) {
      if (kind === 'import-statement') {
        found.add(basename(path));
      }
    }
  }
  return [...found].map((name) => `assets/${name}`);
}

/**
 * Has the browser fetch all parts of a page's scripts at once, and not one after the other as it comes upon them.
 * @param {string[]} more what the page will load for certain, though not at once
 */
function withPreloads(html, metafile, more) {
  const scripts = [...html.matchAll(/src="\/assets\/([^"]+\.js)"/g)].map(([, file]) => file);
  const parts = new Set([...scripts.flatMap((file) => loadedWith(metafile, file).slice(1)), ...more]);
  const links = [...parts].map((path) => `    <link rel="modulepreload" href="/${path}" />\n`);
  // Behind early.js, which is small and asks for what takes longest.
  return html.replace(/^.*<script type="module"(?!.*\/early-)/m, (first) => links.join('') + first);
}

/** The file of assets/ that begins with this module, which others load when they need it. */
function builtFrom(metafile, source) {
  const [path] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  if (path === undefined) {
    throw new Error(`nothing loads ${source} any more`);
  }
  return basename(path);
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
export async function licences(metafile) {
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
  const { player, firstBytes, playerBytes } = await buildWeb({ outdir: join(ROOT, 'dist') });
  const bytes = (count) => `${count.toLocaleString('en')} bytes`;
  console.log(`${player}: ${bytes(firstBytes)} gzipped, ${bytes(playerBytes)} with its controls`);
  if (firstBytes > FIRST_LIMIT_BYTES || playerBytes > PLAYER_LIMIT_BYTES) {
    const limits = `${bytes(FIRST_LIMIT_BYTES)}, with its controls ${bytes(PLAYER_LIMIT_BYTES)}`;
    console.error(`The player is larger than it may be (${limits}): look for what came in.`);
    process.exit(1);
  }
}
